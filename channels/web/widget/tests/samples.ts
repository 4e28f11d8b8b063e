// Messages for the tests.
import type { Message } from "../src/model/messages.ts";

export function message(seq: number, more: Partial<Message> = {}): Message {
  const said = { seq, at: "2026-11-22T09:30:00+01:00", author: "assistant", text: `message ${seq}` } as const;
  return { ...said, buttons: [], files: [], links: [], source: null, ...more };
}

export const HELD = { conversation: "c", token: "t" };
