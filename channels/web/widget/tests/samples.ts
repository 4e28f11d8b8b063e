// Messages for the tests.
import type { Message } from "../src/model/messages.ts";
import { Holder } from "../src/net/holder.ts";

export function message(seq: number, more: Partial<Message> = {}): Message {
  const said = { seq, at: "2026-11-22T09:30:00+01:00", author: "assistant", text: `message ${seq}` } as const;
  const nothing = { speaker: null, step: null, source: null, opinion: null, sign_in: null };
  return { ...said, ...nothing, buttons: [], files: [], links: [], ...more };
}

export const HELD = new Holder({ conversation: "c", token: "t" });
