// The window: who speaks, the transcript, how things are, the composer.
import type { Conversation } from "../conversation.ts";
import type { Choice, Paper } from "../model/messages.ts";
import { hoursOf } from "../model/hours.ts";
import type { Link as Line, State } from "../model/state.ts";
import { spoken, written } from "../model/wording.ts";
import type { Options } from "../options.ts";
import { texts } from "../texts.ts";
import type { Announcer } from "./announcer.ts";
import { Composer } from "./composer.ts";
import { h, icons } from "./dom.ts";
import { Menu } from "./menu.ts";
import type { Deeds } from "./message.ts";
import type { SigningDeeds } from "./signing.ts";
import { Transcript } from "./transcript.ts";

/** A « Balise écrit… » shorter than this is not worth hearing: the answer itself comes. */
const SLOW = 3000;

export class Panel {
  readonly element: HTMLElement;
  readonly #conversation: Conversation;
  readonly #announcer: Announcer;
  readonly #options: Options;
  readonly #who = h("p", { class: "speaker" }, texts.byAssistant);
  readonly #notice = h("div", { class: "notice", hidden: true });
  readonly #menu: Menu;
  readonly #transcript: Transcript;
  readonly #composer: Composer;
  /** The last seq that was told aloud. */
  #told: number;
  #restored: boolean;
  /** The keys of the messages whose failure was told. */
  #failed: ReadonlySet<string> = new Set();
  #typing = false;
  #line: Line = "idle";
  #slow: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: Conversation, announcer: Announcer, options: Options, close: () => void) {
    this.#conversation = conversation;
    this.#announcer = announcer;
    this.#options = options;
    this.#told = conversation.state.read;
    this.#restored = this.#told > 0;
    this.#transcript = new Transcript(this.#deeds());
    this.#composer = new Composer(
      { say: (text) => conversation.say(text), topics: () => conversation.api.topics() },
      announcer,
    );
    this.#menu = new Menu({
      ...this.#signing(),
      save: () => this.#save(),
      forget: () => this.#forget(),
      signOut: (everywhere) => conversation.signOut(everywhere),
      privacy: `${options.endpoint}/confidentialite`,
    });
    this.element = h(
      "section",
      { id: "window", class: "window", role: options.page ? "region" : "dialog", "aria-labelledby": "title" },
      this.#header(close),
      this.#menu.element,
      this.#transcript.element,
      this.#notice,
      this.#composer.element,
    );
  }

  /** Show a state, and tell what is new in it. */
  show(state: State): void {
    if (state.link === "idle" && this.#line !== "idle") this.#clear();
    this.#transcript.show(state);
    this.#menu.signedIn(state.signedIn);
    this.#composer.offerPerson(state.handledBy !== "agent", hoursOf(state.support));
    this.#showLine(state);
    this.#tell(state);
  }

  /** Its window closes: nothing is told any more that was about to be. */
  rest(): void {
    this.#typing = false;
    clearTimeout(this.#slow);
  }

  /** Put the keyboard where one writes, inside a gesture of the person's. */
  focus(): void {
    this.#composer.focus();
  }

  /** Show the last message. */
  toEnd(): void {
    this.#transcript.toEnd();
  }

  /** Close what is open inside. Returns whether something was. */
  dismiss(): boolean {
    return this.#menu.close();
  }

  #header(close: () => void): HTMLElement {
    const title = this.#options.title || texts.title;
    return h(
      "header",
      {},
      icons.mark(),
      h("div", { class: "names" }, h(this.#options.page ? "h1" : "h2", { id: "title" }, title), this.#who),
      this.#menu.button,
      !this.#options.page &&
        h("button", { type: "button", class: "tool", "aria-label": texts.closeLabel(title), onclick: close }, icons.close()),
    );
  }

  #deeds(): Deeds {
    const conversation = this.#conversation;
    return {
      press: (choice, event) => this.#press(choice, event),
      fetch: (paper) => conversation.file(paper),
      judge: (seq, opinion) => conversation.judge(seq, opinion),
      download: (paper) => this.#download(paper),
      retry: (pending) => {
        this.focus();
        conversation.retry(pending.key);
      },
      takeBack: (pending) => {
        this.#composer.write(pending.shown);
        conversation.drop(pending.key);
      },
      ...this.#signing(),
    };
  }

  #signing(): SigningDeeds {
    return {
      signIn: () => this.#conversation.signIn(),
      announce: (text) => this.#announcer.say(text),
      staysHere: (link) => this.#options.page && link.url.startsWith(`${location.origin}/`),
    };
  }

  /** The focus leaves the button before the button leaves the page. On a touch screen the box would call the keyboard up. */
  #press(choice: Choice, event: Event): void {
    const touched = event instanceof PointerEvent && event.pointerType === "touch";
    (touched ? this.#transcript : this.#composer).focus();
    this.#conversation.press(choice);
  }

  async #download(paper: Paper): Promise<void> {
    handOver(await this.#conversation.file(paper), paper.name);
    this.#announcer.say(texts.downloaded(paper.name));
  }

  #save(): void {
    const day = new Date().toISOString().slice(0, 10);
    handOver(new Blob([written(this.#conversation.state.messages)], { type: "text/plain" }), texts.saveName(day));
    this.#announcer.say(texts.saved);
  }

  #forget(): void {
    this.#conversation.forget();
    this.#announcer.say(texts.forgotten);
  }

  #clear(): void {
    this.#transcript.clear();
    this.#told = 0;
    this.#restored = false;
  }

  #showLine(state: State): void {
    const speaker = speakerOf(state);
    if (this.#who.textContent !== speaker) {
      this.#who.textContent = speaker;
      this.#announcer.say(speaker);
    }
    if (state.link === this.#line) return;
    const was = this.#line;
    this.#line = state.link;
    const anew = [texts.anew, () => this.#begin()] as const;
    if (state.link === "live") {
      this.#notice.hidden = true;
      if (was === "lost") this.#announcer.say(texts.reconnected);
    } else if (state.link === "opening") this.#notify(texts.opening, null, false);
    else if (state.link === "lost") this.#notify(texts.disconnected);
    else if (state.link === "refused") this.#notify(texts.noAnswer, [texts.again, () => this.#begin()]);
    else if (state.link === "gone") this.#notify(texts.gone, anew);
    else if (state.link === "erased") this.#notify(texts.erased, anew);
    else if (was !== "idle") this.#notify(texts.forgotten, anew, false);
  }

  /** Begin another conversation; the button that asked for it goes away, so the focus moves on first. */
  #begin(): void {
    this.focus();
    void this.#conversation.begin();
  }

  #notify(text: string, action: readonly [title: string, deed: () => void] | null = null, aloud = true): void {
    this.#notice.replaceChildren(h("p", {}, text));
    if (action) this.#notice.append(h("button", { type: "button", class: "choice", onclick: action[1] }, action[0]));
    this.#notice.hidden = false;
    if (aloud) this.#announcer.say(text);
  }

  /** Tell each message once, in order; those that were read before a reload are only counted. */
  #tell(state: State): void {
    if (this.#restored && state.messages.length) {
      this.#restored = false;
      this.#announcer.say(texts.restored(state.messages.length));
    }
    for (const message of state.messages) {
      if (message.seq <= this.#told) continue;
      this.#told = message.seq;
      if (message.author !== "practitioner") this.#announcer.say(spoken(message));
    }
    const failed = state.pending.filter((one) => one.status === "failed");
    for (const one of failed) if (!this.#failed.has(one.key)) this.#announcer.say(`${texts.failed} ${one.reason}`);
    this.#failed = new Set(failed.map((one) => one.key));
    if (state.typing === this.#typing) return;
    this.#typing = state.typing;
    clearTimeout(this.#slow);
    if (state.typing) this.#slow = setTimeout(() => this.#announcer.say(texts.typing), SLOW);
  }
}

function speakerOf({ handledBy, speaker }: State): string {
  if (handledBy !== "agent") return texts.byAssistant;
  return speaker ? texts.byNamed(speaker) : texts.byAgent;
}

/** Give a file to the browser's downloads. */
function handOver(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
