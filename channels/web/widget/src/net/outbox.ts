// Sending, one at a time and in order. A message keeps its key however often it is tried: it is never said twice.
import type { Said } from "../model/messages.ts";
import { type Api, Trouble } from "./api.ts";
import type { Holder } from "./holder.ts";
import { Patience } from "./patience.ts";

/** Tries before the person is asked; those made while the machine says that it is offline do not count. */
const TRIES = 7;

export interface Letter {
  readonly key: string;
  readonly said: Said;
}

export interface Sender {
  sending(key: string): void;
  /** It could not leave yet: it will be tried again. */
  waiting(key: string): void;
  kept(key: string, seq: number): void;
  failed(key: string, reason: string): void;
}

export class Outbox {
  readonly #api: Pick<Api, "say">;
  readonly #held: Holder;
  readonly #sender: Sender;
  readonly #queue: Letter[] = [];
  readonly #end = new AbortController();
  readonly #patience = new Patience();
  #busy = false;

  constructor(api: Pick<Api, "say">, held: Holder, sender: Sender) {
    this.#api = api;
    this.#held = held;
    this.#sender = sender;
  }

  /** Send after everything that waits already. */
  async post(letter: Letter): Promise<void> {
    this.#queue.push(letter);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#queue[0]; next && !this.#end.signal.aborted; next = this.#queue[0]) await this.#send(next);
    this.#busy = false;
  }

  stop(): void {
    this.#end.abort();
  }

  wake(): void {
    this.#patience.wake();
  }

  async #send(letter: Letter): Promise<void> {
    this.#sender.sending(letter.key);
    try {
      const seq = await this.#api.say(this.#held, letter.said, letter.key);
      this.#done();
      this.#sender.kept(letter.key, seq);
    } catch (error) {
      await this.#troubled(letter, error instanceof Trouble ? error : new Trouble(0));
    }
  }

  async #troubled(letter: Letter, trouble: Trouble): Promise<void> {
    if (!trouble.temporary) {
      this.#done();
      this.#sender.failed(letter.key, trouble.message);
    } else if (this.#patience.tries >= TRIES && navigator.onLine !== false) {
      // What was said after it waits with it: the order is kept.
      const all = this.#queue.splice(0);
      this.#patience.reset();
      for (const one of all) this.#sender.failed(one.key, trouble.message);
    } else {
      this.#sender.waiting(letter.key);
      await this.#patience.wait(this.#end.signal, trouble);
    }
  }

  #done(): void {
    this.#queue.shift();
    this.#patience.reset();
  }
}
