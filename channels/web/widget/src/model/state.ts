// The state of a conversation, and the only function that changes it.
import type { Author, Choice, Message, Opinion, Presence, Said, SignedIn, Support } from "./messages.ts";

/** Where the conversation is: not yet asked for, being opened, followed, cut off, unreachable from the start, deleted, or erased. */
export type Link = "idle" | "opening" | "live" | "lost" | "refused" | "gone" | "erased";

/** What the person said and the transcript does not show yet. */
export interface Pending {
  /** The Idempotency-Key: it stays the same however often the message is sent. */
  readonly key: string;
  readonly said: Said;
  /** What is shown of it: the text, or the button's title. */
  readonly shown: string;
  readonly status: "queued" | "sending" | "kept" | "failed";
  /** Where the gateway keeps it, once it has said so. */
  readonly seq: number;
  /** Why it failed, in a sentence of the gateway's, if it gave one. */
  readonly reason: string;
}

export interface State {
  readonly link: Link;
  /** By seq, each once. */
  readonly messages: readonly Message[];
  readonly pending: readonly Pending[];
  readonly typing: boolean;
  readonly handledBy: Author;
  readonly signedIn: SignedIn | null;
  /** The name of the agent who answers. */
  readonly speaker: string | null;
  readonly support: Support | null;
  /** The last seq that the person had before their eyes. */
  readonly read: number;
}

export type Change =
  | { readonly kind: "link"; readonly link: Link }
  | { readonly kind: "messages"; readonly messages: readonly Message[] }
  | { readonly kind: "presence"; readonly presence: Presence }
  | { readonly kind: "said"; readonly key: string; readonly said: Said; readonly shown: string }
  | { readonly kind: "sending"; readonly key: string }
  | { readonly kind: "waiting"; readonly key: string }
  | { readonly kind: "kept"; readonly key: string; readonly seq: number }
  | { readonly kind: "failed"; readonly key: string; readonly reason: string }
  | { readonly kind: "dropped"; readonly key: string }
  | { readonly kind: "read"; readonly seq: number }
  | { readonly kind: "signedOut" }
  | { readonly kind: "judged"; readonly seq: number; readonly opinion: Opinion | null }
  | { readonly kind: "anew" };

export const START: State = {
  link: "idle",
  messages: [],
  pending: [],
  typing: false,
  handledBy: "assistant",
  signedIn: null,
  speaker: null,
  support: null,
  read: 0,
};

/** Return the state after a change; the same object when nothing changes. */
export function reduce(state: State, change: Change): State {
  switch (change.kind) {
    case "link":
      return state.link === change.link ? state : { ...state, link: change.link };
    case "messages":
      return withMessages(state, change.messages);
    case "presence":
      return withPresence(state, change.presence);
    case "said": {
      const { key, said, shown } = change;
      return { ...state, pending: [...state.pending, { key, said, shown, status: "queued", seq: 0, reason: "" }] };
    }
    case "sending":
      return withPending(state, change.key, { status: "sending" });
    case "waiting":
      return withPending(state, change.key, { status: "queued", reason: "" });
    case "failed":
      return withPending(state, change.key, { status: "failed", reason: change.reason });
    case "kept":
      if (!state.messages.some((one) => one.seq === change.seq))
        return withPending(state, change.key, { status: "kept", seq: change.seq });
      return reduce(state, { kind: "dropped", key: change.key });
    case "dropped":
      return { ...state, pending: state.pending.filter((one) => one.key !== change.key) };
    case "read":
      return change.seq <= state.read ? state : { ...state, read: change.seq };
    case "judged":
      return { ...state, messages: state.messages.map((one) => (one.seq === change.seq ? { ...one, opinion: change.opinion } : one)) };
    case "signedOut":
      return { ...state, signedIn: null };
    case "anew":
      return START;
  }
}

/** The last seq that is here: what follows is asked for after it. */
export function lastSeq(state: State): number {
  return state.messages.at(-1)?.seq ?? 0;
}

/** How many messages came from the other side since the person last looked. */
export function unread(state: State): number {
  return state.messages.filter((message) => message.seq > state.read && message.author !== "practitioner").length;
}

/** The buttons that still answer something: those shown since the person last said anything. */
export function choicesOf(state: State, message: Message): readonly Choice[] {
  if (state.pending.some((one) => one.status !== "failed")) return [];
  const lastSaid = state.messages.findLast((one) => one.author === "practitioner")?.seq ?? 0;
  return message.seq > lastSaid ? message.buttons : [];
}

/** The seq of the message that offers to sign in: the last that did, as long as nobody is; 0 for none. */
export function offerOf(state: State): number {
  return state.signedIn ? 0 : (state.messages.findLast((one) => one.sign_in)?.seq ?? 0);
}

function withMessages(state: State, arrived: readonly Message[]): State {
  const known = new Set(state.messages.map((message) => message.seq));
  const fresh: Message[] = [];
  for (const message of arrived) {
    if (!known.has(message.seq)) fresh.push(message);
    known.add(message.seq);
  }
  if (!fresh.length) return state;
  const messages = [...state.messages, ...fresh].sort((a, b) => a.seq - b.seq);
  return { ...state, messages, pending: withoutArrived(state.pending, fresh) };
}

/** What was sent can be in the transcript before the answer to the sending comes back, if it ever does: it is shown once. */
function withoutArrived(pending: readonly Pending[], fresh: readonly Message[]): readonly Pending[] {
  const said = fresh.filter((message) => message.author === "practitioner");
  return pending.filter((one) => {
    const place = said.findIndex((message) => (one.seq ? message.seq === one.seq : message.text === one.shown));
    if (place >= 0) said.splice(place, 1);
    return place < 0;
  });
}

function withPresence(state: State, { typing, handled_by, speaker, signed_in, support }: Presence): State {
  const same =
    state.signedIn?.name === signed_in?.name &&
    state.signedIn?.until === signed_in?.until &&
    state.support?.open === support?.open &&
    state.support?.changes_at === support?.changes_at;
  if (state.typing === typing && state.handledBy === handled_by && state.speaker === speaker && same) return state;
  return { ...state, typing, handledBy: handled_by, speaker, signedIn: signed_in, support };
}

function withPending(state: State, key: string, part: Partial<Pending>): State {
  return { ...state, pending: state.pending.map((one) => (one.key === key ? { ...one, ...part } : one)) };
}
