// What opens a conversation: its token, until somebody signs in by a link that was asked for; from then on, that link's own.
import type { Held } from "../model/messages.ts";

/** Links whose tokens are awaited, at most: more than anybody asks for while one lives. The oldest is given up first. */
const MOST = 30;

export class Holder implements Held {
  readonly conversation: string;
  #token: string;
  #awaited: readonly string[];
  readonly #changed: () => void;

  /** `changed` is called when what there is to keep has changed. */
  constructor(held: Held, awaited: readonly string[] = [], changed: () => void = () => undefined) {
    this.conversation = held.conversation;
    this.#token = held.token;
    this.#awaited = awaited;
    this.#changed = changed;
  }

  get token(): string {
    return this.#token;
  }

  /** The newest last. */
  get awaited(): readonly string[] {
    return this.#awaited;
  }

  /** A link was asked for: its token may open the conversation one day. */
  await(token: string): void {
    if (token === this.#token || this.#awaited.includes(token)) return;
    this.#awaited = [...this.#awaited, token].slice(-MOST);
    this.#changed();
  }

  /** A token opens it: somebody has signed in, and the other links lead nowhere any more. */
  adopt(token: string): void {
    if (token === this.#token) return;
    this.#token = token;
    this.#awaited = [];
    this.#changed();
  }
}
