// The state of a conversation: nothing lost, nothing doubled, in order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Change, choicesOf, lastSeq, offerOf, reduce, START, type State, unread } from "../src/model/state.ts";
import { message } from "./samples.ts";

const BUTTONS = [{ id: "b1", title: "Oui" }];
const ALONE = { typing: false, handled_by: "assistant", speaker: null, signed_in: null, support: null } as const;
const CAMILLE = { name: "Camille Lemoine", until: "2026-11-22T10:30:00+01:00" };

function after(...changes: readonly Change[]): State {
  return changes.reduce(reduce, START);
}

function messages(...seqs: readonly number[]): Change {
  return { kind: "messages", messages: seqs.map((seq) => message(seq)) };
}

function said(text: string, key = text): Change {
  return { kind: "said", key, said: { text }, shown: text };
}

function seqs(state: State): readonly number[] {
  return state.messages.map((one) => one.seq);
}

test("messages are in order, each once, however they come", () => {
  const state = after(messages(3, 1), messages(1, 2, 3, 2), messages(5), messages(4));

  assert.deepEqual(seqs(state), [1, 2, 3, 4, 5]);
  assert.equal(lastSeq(state), 5);
});

test("what is known already changes nothing: nobody is told", () => {
  const state = after(messages(1));

  assert.equal(reduce(state, messages(1)), state);
  assert.equal(reduce(state, { kind: "presence", presence: ALONE }), state);
  assert.equal(reduce(state, { kind: "link", link: "idle" }), state);
});

test("what is sent stays until the transcript shows it, and is then shown once", () => {
  const kept = after(said("bonjour"), { kind: "sending", key: "bonjour" }, { kind: "kept", key: "bonjour", seq: 2 });
  const shown = reduce(kept, { kind: "messages", messages: [message(2, { author: "practitioner", text: "bonjour" })] });

  assert.deepEqual(
    kept.pending.map((one) => one.status),
    ["kept"],
  );
  assert.deepEqual(shown.pending, []);
});

test("the transcript may show it before the gateway has answered, or instead of its answer", () => {
  for (const status of ["sending", "waiting"] as const) {
    const before = after(said("bonjour"), { kind: status, key: "bonjour" });
    const shown = reduce(before, { kind: "messages", messages: [message(2, { author: "practitioner", text: "bonjour" })] });

    assert.deepEqual(shown.pending, []);
    assert.equal(reduce(shown, { kind: "kept", key: "bonjour", seq: 2 }).pending.length, 0);
  }
});

test("the gateway's answer may come after the transcript, whatever the text became", () => {
  const removed = message(2, { author: "practitioner", text: "[message retiré]" });
  const state = after(said("1 85 05…"), { kind: "messages", messages: [removed] }, { kind: "kept", key: "1 85 05…", seq: 2 });

  assert.deepEqual(state.pending, []);
});

test("the same text said twice is two messages", () => {
  const state = after(said("oui", "a"), said("oui", "b"), {
    kind: "messages",
    messages: [message(2, { author: "practitioner", text: "oui" })],
  });

  assert.deepEqual(
    state.pending.map((one) => one.key),
    ["b"],
  );
});

test("what failed keeps its key and its reason, and can be sent again or dropped", () => {
  const failed = after(said("trop long"), { kind: "failed", key: "trop long", reason: "Trop long." });

  assert.deepEqual(
    failed.pending.map(({ key, status, reason }) => [key, status, reason]),
    [["trop long", "failed", "Trop long."]],
  );
  assert.deepEqual(
    reduce(failed, { kind: "waiting", key: "trop long" }).pending.map(({ status, reason }) => [status, reason]),
    [["queued", ""]],
  );
  assert.deepEqual(reduce(failed, { kind: "dropped", key: "trop long" }).pending, []);
});

test("buttons can be pressed until something is said; they come back when it could not be", () => {
  const asked = message(1, { buttons: BUTTONS });
  const offered = after({ kind: "messages", messages: [asked] });
  const answered = reduce(offered, { kind: "messages", messages: [message(2, { author: "practitioner" })] });

  assert.deepEqual(choicesOf(offered, asked), BUTTONS);
  assert.deepEqual(choicesOf(reduce(offered, said("oui")), asked), []);
  assert.deepEqual(choicesOf(answered, asked), []);
  assert.deepEqual(choicesOf(reduce(reduce(offered, said("oui")), { kind: "failed", key: "oui", reason: "" }), asked), BUTTONS);
});

test("news that came after the question leaves its buttons", () => {
  const asked = message(1, { buttons: BUTTONS });

  assert.deepEqual(choicesOf(after({ kind: "messages", messages: [asked, message(2)] }), asked), BUTTONS);
});

test("the last message that offers to sign in does so as long as nobody is; signing out is known at once", () => {
  const offers = [2, 4].map((seq) => message(seq, { sign_in: "Me connecter" }));
  const anonymous = after({ kind: "messages", messages: [message(1), ...offers, message(5)] });
  const signedIn = reduce(anonymous, { kind: "presence", presence: { ...ALONE, signed_in: CAMILLE } });

  assert.deepEqual([offerOf(START), offerOf(anonymous), offerOf(signedIn)], [0, 4, 0]);
  assert.equal(reduce(signedIn, { kind: "presence", presence: { ...ALONE, signed_in: { ...CAMILLE } } }), signedIn);
  assert.equal(signedIn.signedIn, CAMILLE);
  assert.equal(reduce(signedIn, { kind: "signedOut" }).signedIn, null);
});

test("unread are the other side's messages that came since the person looked; looking never goes back", () => {
  const state = after(
    messages(1, 2),
    { kind: "read", seq: 1 },
    { kind: "messages", messages: [message(3, { author: "practitioner" }), message(4)] },
  );

  assert.equal(unread(state), 2);
  assert.equal(reduce(state, { kind: "read", seq: 0 }), state);
  assert.equal(unread(reduce(state, { kind: "read", seq: 4 })), 0);
});

test("a conversation that is forgotten leaves nothing", () => {
  assert.deepEqual(after(messages(1), said("oui"), { kind: "anew" }), START);
});

test("an opinion is kept with its message, and taken back", () => {
  const opinion = { helpful: false, reason: "trop long" };
  const judged = after(messages(1, 2), { kind: "judged", seq: 2, opinion });

  assert.deepEqual(
    judged.messages.map((one) => one.opinion),
    [null, opinion],
  );
  assert.equal(reduce(judged, { kind: "judged", seq: 2, opinion: null }).messages[1]?.opinion, null);
});

test("the hours of the support desk are news when they change, and only then", () => {
  const open = { open: true, changes_at: "2026-11-20T18:00:00+01:00" };
  const known = after({ kind: "presence", presence: { ...ALONE, support: open } });

  assert.equal(reduce(known, { kind: "presence", presence: { ...ALONE, support: { ...open } } }), known);
  assert.equal(reduce(known, { kind: "presence", presence: { ...ALONE, support: { ...open, open: false } } }).support?.open, false);
  assert.equal(reduce(known, { kind: "presence", presence: ALONE }).support, null);
});
