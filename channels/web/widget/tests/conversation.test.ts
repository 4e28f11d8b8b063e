// Opening a conversation, and leaving it before it is open: over a gateway that answers when it is told to.
import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import { after, test } from "node:test";
import { Conversation } from "../src/conversation.ts";
import { Keeping } from "../src/keeping.ts";
import { Api } from "../src/net/api.ts";

/** Keeps the openings asked for until they are answered, and which conversations were followed. */
class Gateway {
  readonly followed: string[] = [];
  readonly #openings: ServerResponse[] = [];
  #asked: (() => void) | null = null;
  readonly #server = createServer((request, answer) => {
    if (request.method === "POST") this.#openings.push(answer);
    else this.followed.push(request.url?.split("/")[3] ?? "");
    this.#asked?.();
  });

  async conversation(): Promise<Conversation> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    assert.ok(address !== null && typeof address === "object");
    const endpoint = `http://127.0.0.1:${address.port}`;
    const conversation = new Conversation(new Api(endpoint), new Keeping(endpoint));
    after(() => {
      conversation.stop();
      this.#server.closeAllConnections();
      this.#server.close();
    });
    return conversation;
  }

  /** Wait until that many openings were asked for. */
  async openings(count: number): Promise<void> {
    while (this.#openings.length < count) await new Promise<void>((resolve) => (this.#asked = resolve));
  }

  answer(opening: number, conversation: string): void {
    this.#openings[opening]?.writeHead(201, { "Content-Type": "application/json" });
    this.#openings[opening]?.end(JSON.stringify({ conversation, token: "token" }));
  }
}

test("a conversation forgotten while it opens is not taken up", async () => {
  const gateway = new Gateway();
  const conversation = await gateway.conversation();
  const opening = conversation.open();
  await gateway.openings(1);
  conversation.forget();
  gateway.answer(0, "forgotten");
  await opening;

  assert.equal(conversation.state.link, "idle");
});

test("the one that is begun after it is the only one followed", async () => {
  const gateway = new Gateway();
  const conversation = await gateway.conversation();
  const former = conversation.open();
  await gateway.openings(1);
  conversation.forget();
  const next = conversation.begin();
  await gateway.openings(2);
  gateway.answer(1, "next");
  await next;
  gateway.answer(0, "forgotten");
  await former;
  while (!gateway.followed.length) await new Promise((resolve) => setTimeout(resolve, 5));

  assert.deepEqual(gateway.followed, ["next"]);
});

test("moved in the page while it opens, it opens all the same", async () => {
  const gateway = new Gateway();
  const conversation = await gateway.conversation();
  void conversation.open();
  await gateway.openings(1);
  conversation.stop();
  conversation.resume();
  await gateway.openings(2);
  gateway.answer(1, "next");
  while (!gateway.followed.length) await new Promise((resolve) => setTimeout(resolve, 5));

  assert.deepEqual(gateway.followed, ["next"]);
});
