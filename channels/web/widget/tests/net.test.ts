// The network: events in any chunks, sending once and in order, following with what comes through.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message, Said, Transcript } from "../src/model/messages.ts";
import { Trouble } from "../src/net/api.ts";
import { Outbox } from "../src/net/outbox.ts";
import { EventReader } from "../src/net/sse.ts";
import { Follower } from "../src/net/stream.ts";
import { HELD, message } from "./samples.ts";

function eventOf(seq: number): string {
  return `id: ${seq}\nevent: message\ndata: ${JSON.stringify(message(seq))}\n\n`;
}

/** A gateway that answers what it is told to, once each, then that the conversation is no more. */
class Gateway {
  readonly sent: [string, string][] = [];
  readonly asked: string[] = [];
  readonly #answers: (Trouble | string[])[];
  readonly #polls: (Trouble | Message[])[];

  constructor(answers: (Trouble | string[])[] = [], polls: (Trouble | Message[])[] = []) {
    this.#answers = answers;
    this.#polls = polls;
  }

  async say(_: unknown, said: Said, key: string): Promise<number> {
    this.sent.push([key, "text" in said ? said.text : said.button]);
    const answer = this.#answers.shift();
    if (answer instanceof Trouble) throw answer;
    return this.sent.length;
  }

  async events(_: unknown, since: number): Promise<ReadableStream<Uint8Array>> {
    this.asked.push(`events ${since}`);
    const answer = this.#answers.shift() ?? new Trouble(404);
    if (answer instanceof Trouble) throw answer;
    return new ReadableStream({
      start(stream) {
        for (const chunk of answer) stream.enqueue(new TextEncoder().encode(chunk));
        stream.close();
      },
    });
  }

  async poll(_: unknown, since: number): Promise<Transcript> {
    this.asked.push(`poll ${since}`);
    const answer = this.#polls.shift() ?? new Trouble(404);
    if (answer instanceof Trouble) throw answer;
    return { messages: answer, typing: false, handled_by: "assistant", speaker: null, signed_in: null, support: null };
  }
}

/** Follow until the end; returns what was received and how the line was. */
async function followed(gateway: Gateway): Promise<{ seqs: number[]; lines: string[] }> {
  const [seqs, lines] = [[] as number[], [] as string[]];
  const follower = new Follower(gateway, HELD, () => seqs.at(-1) ?? 0, {
    messages: (arrived) => seqs.push(...arrived.map((one) => one.seq)),
    presence: () => undefined,
    line: (state) => lines.at(-1) === state || lines.push(state),
  });
  await follower.follow();
  return { seqs, lines };
}

/** Post texts; returns what became of each. */
async function posted(gateway: Gateway, ...said: readonly string[]): Promise<string[]> {
  const fates: string[] = [];
  const outbox = new Outbox(gateway, HELD, {
    sending: () => undefined,
    waiting: (key) => fates.push(`waiting ${key}`),
    kept: (key, seq) => fates.push(`kept ${key} ${seq}`),
    failed: (key, reason) => fates.push(`failed ${key} ${reason}`),
  });
  await Promise.all(said.map((text) => outbox.post({ key: text, said: { text } })));
  return fates;
}

test("events are read whole, wherever the chunks are cut; a heartbeat is none", () => {
  const stream = `: still here\n\nevent: state\ndata: {"typing":true}\n\nid: 3\r\nevent: message\r\ndata: a:b\r\ndata: c\r\n\r\n`;
  for (let size = 1; size < stream.length; size++) {
    const reader = new EventReader();
    const chunks = stream.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];

    assert.deepEqual(
      chunks.flatMap((chunk) => [...reader.read(chunk)]),
      [
        { event: "state", data: '{"typing":true}' },
        { event: "message", data: "a:b\nc" },
      ],
    );
  }
});

test("messages leave one at a time, in order", async () => {
  const gateway = new Gateway();

  assert.deepEqual(await posted(gateway, "un", "deux", "trois"), ["kept un 1", "kept deux 2", "kept trois 3"]);
});

test("a message that could not leave is tried again with the same key, before those that follow", async () => {
  const gateway = new Gateway([new Trouble(0), new Trouble(503)]);
  const fates = await posted(gateway, "un", "deux");

  assert.deepEqual(
    gateway.sent.map(([key]) => key),
    ["un", "un", "un", "deux"],
  );
  assert.deepEqual(fates, ["waiting un", "waiting un", "kept un 3", "kept deux 4"]);
});

test("whoever comes too often waits as long as the gateway says", async () => {
  const began = Date.now();
  await posted(new Gateway([new Trouble(429, "Trop de messages.", 1200)]), "un");

  assert.ok(Date.now() - began >= 1200);
});

test("a message that is refused fails with the gateway's sentence, and holds back nothing", async () => {
  const gateway = new Gateway([new Trouble(422, "Trop long.")]);

  assert.deepEqual(await posted(gateway, "un", "deux"), ["failed un Trop long.", "kept deux 2"]);
});

test("a stream that ends is taken up after the last message", async () => {
  const gateway = new Gateway([[eventOf(1), eventOf(2)], [eventOf(3)]]);
  const { seqs, lines } = await followed(gateway);

  assert.deepEqual(seqs, [1, 2, 3]);
  assert.deepEqual(gateway.asked, ["events 0", "events 2", "events 3"]);
  assert.deepEqual(lines, ["live", "gone"]);
});

test("where streams stay mute, the long poll brings the messages", async () => {
  const gateway = new Gateway([[], new Trouble(502)], [[message(1)], [message(2)]]);
  const { seqs, lines } = await followed(gateway);

  assert.deepEqual(seqs, [1, 2]);
  assert.deepEqual(gateway.asked, ["events 0", "events 0", "poll 0", "poll 1", "poll 2"]);
  assert.deepEqual(lines, ["lost", "live", "gone"]);
});

test("a network that is down says nothing of streams: they are tried again", async () => {
  const gateway = new Gateway([new Trouble(0), new Trouble(0), new Trouble(0), [eventOf(1)]]);
  const { seqs, lines } = await followed(gateway);

  assert.deepEqual(seqs, [1]);
  assert.deepEqual(new Set(gateway.asked), new Set(["events 0", "events 1"]));
  assert.deepEqual(lines, ["lost", "live", "gone"]);
});

test("a conversation that was erased is told from one that is no more", async () => {
  const gateway = new Gateway([[eventOf(1)], new Trouble(404, "Vos données ont été effacées.", 0, "erased")]);

  assert.deepEqual((await followed(gateway)).lines, ["live", "erased"]);
});

test("a conversation that is no more is not asked for again", async () => {
  for (const status of [401, 404]) {
    const gateway = new Gateway([new Trouble(status)]);

    assert.deepEqual((await followed(gateway)).lines, ["gone"]);
    assert.deepEqual(gateway.asked, ["events 0"]);
  }
});
