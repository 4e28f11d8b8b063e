// The HTTP interface. The conversation's token opens it; cookies stay on the gateway's own pages, where signing in needs one.
import type { Held, Opinion, Said, SignInLink, Transcript } from "../model/messages.ts";
import type { Topic } from "../model/search.ts";
import type { Holder } from "./holder.ts";

const LONGEST = 15_000;

/** What went wrong. `message` is the gateway's sentence, or empty. */
export class Trouble extends Error {
  /** The HTTP status, 0 when nothing answered. */
  readonly status: number;
  /** Milliseconds before which the gateway does not want the same again. */
  readonly notBefore: number;

  /** The gateway's word for it, or empty. */
  readonly word: string;

  constructor(status: number, message = "", notBefore = 0, word = "") {
    super(message);
    this.status = status;
    this.notBefore = notBefore;
    this.word = word;
  }

  /** The same request may succeed later. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** The person has had the conversation erased. */
  get erased(): boolean {
    return this.status === 404 && this.word === "erased";
  }

  /** The conversation is no more, or its token is not ours. */
  get gone(): boolean {
    return this.status === 401 || this.status === 404;
  }
}

export class Api {
  readonly #endpoint: string;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Open a conversation. */
  async open(): Promise<Held> {
    return this.#json(await this.#call("/api/conversations", { method: "POST" }));
  }

  /** Say something, and return its seq. The same key never says it twice. */
  async say(held: Holder, said: Said, key: string): Promise<number> {
    const answer = await this.#as(held, `${path(held)}/messages`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(said),
    });
    return (await this.#json<{ seq: number }>(answer)).seq;
  }

  /** Keep what one thinks of a message, null for nothing any more. Returns it as it is kept. */
  async judge(held: Holder, seq: number, opinion: Opinion | null): Promise<Opinion | null> {
    const where = `${path(held)}/messages/${seq}/opinion`;
    if (opinion === null) {
      await this.#as(held, where, { method: "DELETE" });
      return null;
    }
    const headers = { "Content-Type": "application/json" };
    return this.#json(await this.#as(held, where, { method: "PUT", headers, body: JSON.stringify(opinion) }));
  }

  /** Wait, some seconds at most, for what comes after `since`. */
  async poll(held: Holder, since: number, seconds: number, signal: AbortSignal): Promise<Transcript> {
    const query = `since=${since}&wait=${seconds}`;
    return this.#json(await this.#as(held, `${path(held)}/messages?${query}`, { signal }, LONGEST + seconds * 1000));
  }

  /** Open the stream of what comes after `since`; it has no time limit, `signal` ends it. */
  async events(held: Holder, since: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#as(held, `${path(held)}/events?since=${since}`, { signal }, null);
    if (answer.body === null) throw new Trouble(0);
    return answer.body;
  }

  /** Fetch a file of a conversation. `url` is what its message says. */
  async file(held: Holder, url: string): Promise<Blob> {
    const answer = await this.#as(held, url, {}, LONGEST * 4);
    return answer.blob().catch(unanswered);
  }

  /** Ask for a link that signs in, and for the token that opens the conversation once somebody has, by this very link. */
  async signIn(held: Holder): Promise<SignInLink & Pick<Held, "token">> {
    return this.#json(await this.#as(held, `${path(held)}/sign-in`, { method: "POST" }));
  }

  /** Sign out, here or in all the person's conversations. Returns where the provider's own session ends, if it does. */
  async signOut(held: Holder, everywhere: boolean): Promise<string | null> {
    const answer = await this.#as(held, `${path(held)}/sign-out?everywhere=${everywhere}`, { method: "POST" });
    return (await this.#json<{ url: string | null }>(answer)).url;
  }

  /** What Balise can do, to search in. */
  async topics(): Promise<readonly Topic[]> {
    return this.#json(await this.#call("/api/suggestions", { cache: "default" }));
  }

  /** Call as the holder. Where their token opens nothing any more, one of those they await may: somebody has signed in. */
  async #as(held: Holder, where: string, init: RequestInit, longest: number | null = LONGEST): Promise<Response> {
    const { token } = held;
    const call = (one: string) =>
      this.#call(where, { ...init, headers: { ...init.headers, Authorization: `Bearer ${one}` } }, longest);
    try {
      return await call(token);
    } catch (error) {
      if (!opensNothing(error)) throw error;
      // The token of another call may have been renewed meanwhile.
      for (const one of [held.token, ...held.awaited].filter((other) => other !== token)) {
        try {
          const answer = await call(one);
          held.adopt(one);
          return answer;
        } catch (other) {
          if (!opensNothing(other)) throw other;
        }
      }
      throw error;
    }
  }

  /** Call; the answer is a good one. `longest` is in milliseconds, null for no limit. */
  async #call(where: string, init: RequestInit, longest: number | null = LONGEST): Promise<Response> {
    const given = new AbortController();
    const giveUp = () => given.abort();
    init.signal?.addEventListener("abort", giveUp);
    const timer = longest === null ? undefined : setTimeout(giveUp, longest);
    const { signal } = given;
    const options: RequestInit = {
      cache: "no-store",
      ...init,
      credentials: "same-origin",
      referrerPolicy: "no-referrer",
      signal,
    };
    const answer = await fetch(this.#endpoint + where, options)
      .catch(unanswered)
      .finally(() => clearTimeout(timer));
    if (answer.ok) return answer;
    const body: unknown = await answer.json().catch(() => null);
    const notBefore = Number(answer.headers.get("Retry-After") ?? 0) * 1000 || 0;
    throw new Trouble(answer.status, said(body, "message"), notBefore, said(body, "error"));
  }

  async #json<Body>(answer: Response): Promise<Body> {
    return (await answer.json().catch(unanswered)) as Body;
  }
}

function path(held: Holder): string {
  return `/api/conversations/${held.conversation}`;
}

function opensNothing(error: unknown): boolean {
  return error instanceof Trouble && error.gone && !error.erased;
}

function said(body: unknown, part: "error" | "message"): string {
  const found = body !== null && typeof body === "object" ? (body as Record<string, unknown>)[part] : "";
  return typeof found === "string" ? found : "";
}

function unanswered(): never {
  throw new Trouble(0);
}
