// Following a conversation: server-sent events while they come through, the long poll where something holds them back.
import type { Message, Presence } from "../model/messages.ts";
import { type Api, Trouble } from "./api.ts";
import type { Holder } from "./holder.ts";
import { Patience } from "./patience.ts";
import { EventReader, type ServerEvent } from "./sse.ts";

/** The gateway sends something every 15 s: a longer silence is a broken line. */
const LONGEST_SILENCE = 35_000;
/** It speaks at once when the stream opens: a proxy that keeps it for itself is given up. */
const FIRST_WORD = 8000;
const MUTE_STREAMS = 2;
/** Long polls before the stream is tried again. */
const POLLS = 20;
/** Seconds of a long poll; shorter while an answer is on its way, since its end is no message. */
const POLL = 20;
const POLL_TYPING = 5;

export interface Listener {
  messages(arrived: readonly Message[]): void;
  presence(presence: Presence): void;
  /** The line is up, or down since a while, or the conversation is no more. */
  line(state: "live" | "lost" | "gone" | "erased"): void;
}

export class Follower {
  readonly #api: Pick<Api, "events" | "poll">;
  readonly #held: Holder;
  readonly #since: () => number;
  readonly #listener: Listener;
  readonly #end = new AbortController();
  readonly #patience = new Patience();
  #line: AbortController | null = null;
  #heardAt = 0;
  /** Streams in a row that were refused, or brought nothing. A network that is down says nothing of streams. */
  #mute = 0;
  #polls = 0;
  #typing = false;

  constructor(api: Pick<Api, "events" | "poll">, held: Holder, since: () => number, listener: Listener) {
    this.#api = api;
    this.#held = held;
    this.#since = since;
    this.#listener = listener;
  }

  /** Follow until `stop`, or until the conversation is no more. */
  async follow(): Promise<void> {
    while (!this.#end.signal.aborted) {
      try {
        await (this.#mute < MUTE_STREAMS ? this.#listen() : this.#poll());
      } catch (error) {
        if (this.#end.signal.aborted) return;
        if (error instanceof Trouble && error.gone) return this.#listener.line(error.erased ? "erased" : "gone");
        if (this.#patience.tries > 0) this.#listener.line("lost");
        await this.#patience.wait(this.#end.signal, error);
      }
    }
  }

  stop(): void {
    this.#end.abort();
    this.#line?.abort();
  }

  /** The network is back, or the person is: look at once; a line that slept is opened anew. */
  wake(): void {
    this.#patience.wake();
    if (Date.now() - this.#heardAt > LONGEST_SILENCE / 2) this.#line?.abort();
  }

  async #listen(): Promise<void> {
    const line = (this.#line = new AbortController());
    const [reader, decoder] = [new EventReader(), new TextDecoder()];
    let [heard, mute] = [false, false];
    const giveUp = () => {
      mute = true;
      line.abort();
    };
    let watch = setTimeout(giveUp, FIRST_WORD);
    try {
      const stream = (await this.#api.events(this.#held, this.#since(), line.signal)).getReader();
      mute = true;
      for (let chunk = await stream.read(); !chunk.done; chunk = await stream.read()) {
        clearTimeout(watch);
        watch = setTimeout(giveUp, LONGEST_SILENCE);
        heard = true;
        this.#up();
        this.#tell(reader.read(decoder.decode(chunk.value, { stream: true })));
      }
      // The gateway stops, or a proxy counts minutes: whoever was not heard at all is asked less often.
      if (!heard) throw new Trouble(0);
    } catch (error) {
      mute ||= error instanceof Trouble && error.status > 0;
      throw error;
    } finally {
      clearTimeout(watch);
      line.abort();
      if (heard) this.#mute = 0;
      else if (mute) this.#mute++;
    }
  }

  async #poll(): Promise<void> {
    const line = (this.#line = new AbortController());
    // The first one does not wait: it tells where things are.
    const seconds = this.#polls === 0 ? 0 : this.#typing ? POLL_TYPING : POLL;
    const news = await this.#api.poll(this.#held, this.#since(), seconds, line.signal);
    this.#up();
    this.#listener.messages(news.messages);
    this.#listener.presence(news);
    this.#typing = news.typing;
    if (++this.#polls > POLLS) this.#polls = this.#mute = 0;
  }

  #up(): void {
    this.#heardAt = Date.now();
    this.#patience.reset();
    this.#listener.line("live");
  }

  #tell(events: readonly ServerEvent[]): void {
    const messages = events.filter((one) => one.event === "message").map((one) => JSON.parse(one.data) as Message);
    const states = events.filter((one) => one.event === "state").map((one) => JSON.parse(one.data) as Presence);
    if (messages.length) this.#listener.messages(messages);
    const last = states.at(-1);
    if (last) this.#listener.presence(last);
  }
}
