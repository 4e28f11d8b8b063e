// One conversation: opened or taken up again, followed, written to, kept by the tab.
import type { Keeping } from "./keeping.ts";
import type { Held, Opinion, Paper, Said, SignInLink } from "./model/messages.ts";
import { type Change, lastSeq, reduce, START, type State } from "./model/state.ts";
import { type Api, Trouble } from "./net/api.ts";
import { Holder } from "./net/holder.ts";
import { Outbox } from "./net/outbox.ts";
import { Patience } from "./net/patience.ts";
import { Follower } from "./net/stream.ts";

/** Tries to open a conversation before the person is told that Balise does not answer. */
const TRIES = 4;

type Watcher = (state: State) => void;

export class Conversation {
  readonly api: Api;
  readonly #keeping: Keeping;
  readonly #watchers = new Set<Watcher>();
  #state: State = START;
  #held: Holder | null = null;
  #follower: Follower | null = null;
  #outbox: Outbox | null = null;
  /** What ends the present opening. */
  #opening: AbortController | null = null;
  /** Whether its window is open: kept with it, so that another page of the site shows the same. */
  #shown = false;

  constructor(api: Api, keeping: Keeping) {
    this.api = api;
    this.#keeping = keeping;
  }

  get state(): State {
    return this.#state;
  }

  /** Be told each change, until the returned function is called. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Take up what the tab kept, if it kept something. Returns whether its window was open; null when there is nothing. */
  restore(): boolean | null {
    const kept = this.#keeping.load();
    if (!kept) return null;
    this.#change({ kind: "read", seq: kept.read });
    this.#shown = kept.open;
    this.#hold(kept, kept.awaited);
    return kept.open;
  }

  /** Take up what the tab keeps now: the page was put aside, and another one may have signed in or forgotten since. */
  reload(): void {
    const kept = this.#keeping.load();
    // Where the browser keeps nothing, the conversation is this page's alone.
    if (kept === undefined) return;
    if (kept?.conversation !== this.#held?.conversation) {
      this.#leave();
      this.restore();
    } else if (kept && this.#held) {
      this.#change({ kind: "read", seq: kept.read });
      this.#held.adopt(kept.token);
      for (const token of kept.awaited) this.#held.await(token);
    }
  }

  /** Make sure that there is a conversation. */
  async open(): Promise<void> {
    if (this.#held !== null || this.#opening !== null) return;
    const { signal } = (this.#opening = new AbortController());
    this.#change({ kind: "link", link: "opening" });
    const opened = await this.#opened(signal);
    // Forgotten meanwhile: it is nobody's.
    if (signal.aborted) return;
    this.#opening = null;
    if (opened === null) this.#change({ kind: "link", link: "refused" });
    else this.#hold(opened);
  }

  /** Begin: for the first time, again where nothing answered, or in place of a conversation that is no more. */
  async begin(): Promise<void> {
    if (this.#state.link === "gone") {
      // What was written to it and could not be kept goes to the next one; its buttons mean nothing there.
      const unsent = this.#state.pending.filter((one) => "text" in one.said);
      this.forget();
      for (const one of unsent) this.#change({ kind: "said", key: one.key, said: one.said, shown: one.shown });
    }
    await this.open();
  }

  /** Leave this conversation for good: nothing of it stays on this device. */
  forget(): void {
    this.#keeping.forget();
    this.#leave();
  }

  stop(): void {
    this.#opening?.abort();
    this.#opening = null;
    this.#follower?.stop();
    this.#outbox?.stop();
    this.#keeping.stop();
  }

  /** Go on after `stop`. What was not sent is, with the key it had. */
  resume(): void {
    if (this.#held !== null) this.#follow(this.#held);
    else if (this.#state.link === "opening") void this.open();
  }

  say(text: string): void {
    this.#say({ text }, text);
  }

  press(choice: { readonly id: string; readonly title: string }): void {
    this.#say({ button: choice.id }, choice.title);
  }

  /** Send again what failed, with the key it had. */
  retry(key: string): void {
    const letter = this.#state.pending.find((one) => one.key === key);
    if (!letter) return;
    this.#change({ kind: "waiting", key });
    void this.#outbox?.post(letter);
  }

  /** Give up a message that failed. */
  drop(key: string): void {
    this.#change({ kind: "dropped", key });
  }

  /** The person has everything before their eyes. */
  read(): void {
    const seq = lastSeq(this.#state);
    if (seq <= this.#state.read) return;
    this.#change({ kind: "read", seq });
    this.#keep();
  }

  /** Its window opens, or closes. */
  show(shown: boolean): void {
    this.#shown = shown;
    this.#keep();
  }

  /** Fetch a file. Rejects with `Trouble`. */
  async file(paper: Paper): Promise<Blob> {
    return this.api.file(this.#holder(), paper.url);
  }

  /** Say what one thinks of an answer, null for nothing any more. Rejects with `Trouble`. */
  async judge(seq: number, opinion: Opinion | null): Promise<void> {
    this.#change({ kind: "judged", seq, opinion: await this.api.judge(this.#holder(), seq, opinion) });
  }

  /** Ask for a link to sign in by; its token is awaited, here and in other tabs of this conversation. Rejects with `Trouble`. */
  async signIn(): Promise<SignInLink> {
    const held = this.#holder();
    const link = await this.api.signIn(held);
    held.await(link.token);
    this.#keeping.tell({ conversation: held.conversation, token: link.token });
    return link;
  }

  /** Sign out. Returns where the provider's own session ends, if it does. Rejects with `Trouble`. */
  async signOut(everywhere: boolean): Promise<string | null> {
    const url = await this.api.signOut(this.#holder(), everywhere);
    this.#change({ kind: "signedOut" });
    return url;
  }

  /** The network is back, or the person is. */
  wake(): void {
    this.#follower?.wake();
    this.#outbox?.wake();
  }

  #holder(): Holder {
    if (this.#held === null) throw new Trouble(404);
    return this.#held;
  }

  /** Ask for a conversation, several times if need be; null where nothing answers. */
  async #opened(signal: AbortSignal): Promise<Held | null> {
    const patience = new Patience();
    while (!signal.aborted) {
      try {
        return await this.api.open();
      } catch (error) {
        if (patience.tries >= TRIES) return null;
        await patience.wait(signal, error);
      }
    }
    return null;
  }

  #leave(): void {
    this.stop();
    this.#held = this.#outbox = this.#follower = null;
    this.#change({ kind: "anew" });
  }

  #hold(held: Held, awaited: readonly string[] = []): void {
    this.#held = new Holder(held, awaited, () => this.#keep());
    this.#follow(this.#held);
  }

  #follow(holder: Holder): void {
    this.#keeping.listen((one) => one.conversation === holder.conversation && holder.await(one.token));
    this.#outbox = new Outbox(this.api, holder, {
      sending: (key) => this.#change({ kind: "sending", key }),
      waiting: (key) => this.#change({ kind: "waiting", key }),
      kept: (key, seq) => this.#change({ kind: "kept", key, seq }),
      failed: (key, reason) => this.#change({ kind: "failed", key, reason }),
    });
    this.#follower = new Follower(this.api, holder, () => lastSeq(this.#state), {
      messages: (messages) => this.#change({ kind: "messages", messages }),
      presence: (presence) => this.#change({ kind: "presence", presence }),
      line: (line) => this.#line(line),
    });
    this.#keep();
    this.#change({ kind: "link", link: "opening" });
    void this.#follower.follow();
    for (const one of this.#state.pending) if (one.status !== "failed") void this.#outbox.post(one);
  }

  #line(line: "live" | "lost" | "gone" | "erased"): void {
    // Erased on the gateway: nothing of it stays on this device either.
    if (line === "erased") this.forget();
    this.#change({ kind: "link", link: line });
    if (line !== "gone") return;
    this.stop();
    // Kept from another day, and deleted since: nothing was shown of it, so another begins.
    if (!this.#state.messages.length) void this.begin();
  }

  #say(said: Said, shown: string): void {
    const key = newKey();
    this.#change({ kind: "said", key, said, shown });
    if (this.#outbox && this.#state.link !== "gone") void this.#outbox.post({ key, said });
    else void this.begin();
  }

  #keep(): void {
    if (this.#held === null) return;
    const { conversation, token, awaited } = this.#held;
    this.#keeping.save({ conversation, token, awaited, read: this.#state.read, open: this.#shown });
  }

  #change(change: Change): void {
    const before = this.#state;
    this.#state = reduce(before, change);
    if (this.#state === before) return;
    for (const watcher of this.#watchers) watcher(this.#state);
  }
}

/** 128 random bits. `randomUUID` is missing on pages served without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
