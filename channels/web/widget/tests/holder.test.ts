// What opens a conversation, before and after somebody signs in: over a gateway of a few lines that knows one token.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, test } from "node:test";
import { Api, Trouble } from "../src/net/api.ts";
import { Holder } from "../src/net/holder.ts";

/** Opens to one token; keeps what it was asked, as « METHOD path token ». */
class Gateway {
  readonly asked: string[] = [];
  readonly #server: Server;
  opensTo = "former";
  word = "not_found";

  constructor() {
    this.#server = createServer((request, answer) => {
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      this.asked.push(`${request.method} ${request.url?.split("?")[0]?.replace("/api/conversations/c/", "")} ${token}`);
      const opens = token === this.opensTo && this.word !== "erased";
      answer.writeHead(opens ? 200 : 404, { "Content-Type": "application/json", Connection: "close" });
      answer.end(JSON.stringify(opens ? { seq: 1, url: "https://link", code: null, token: "next" } : { error: this.word }));
    });
  }

  async api(): Promise<Api> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    assert.ok(address !== null && typeof address === "object");
    after(() => this.#server.close());
    return new Api(`http://127.0.0.1:${address.port}`);
  }
}

function holder(...awaited: readonly string[]): Holder {
  return new Holder({ conversation: "c", token: "former" }, awaited);
}

test("once somebody has signed in, the token of their link is taken up, and what was asked is done once", async () => {
  const gateway = new Gateway();
  const [api, held] = [await gateway.api(), holder("one", "two", "three")];
  gateway.opensTo = "two";
  const seq = await api.say(held, { text: "oui" }, "key");
  await api.say(held, { text: "merci" }, "another");

  assert.equal(seq, 1);
  assert.deepEqual([held.token, held.awaited], ["two", []]);
  assert.deepEqual(
    gateway.asked.map((one) => one.split(" ")[2]),
    ["former", "one", "two", "two"],
  );
});

test("as long as nobody has, nothing else is tried", async () => {
  const gateway = new Gateway();
  const [api, held] = [await gateway.api(), holder("one")];
  const link = await api.signIn(held);
  held.await(link.token);

  assert.deepEqual([held.token, held.awaited], ["former", ["one", "next"]]);
  assert.deepEqual(gateway.asked, ["POST sign-in former"]);
});

test("where none of them opens anything, the conversation is no more", async () => {
  const gateway = new Gateway();
  const [api, held] = [await gateway.api(), holder("one", "two")];
  gateway.opensTo = "another";

  await assert.rejects(api.say(held, { text: "oui" }, "key"), (error) => error instanceof Trouble && error.gone);
  assert.deepEqual([held.token, held.awaited], ["former", ["one", "two"]]);
});

test("a conversation that was erased is asked for once", async () => {
  const gateway = new Gateway();
  const [api, held] = [await gateway.api(), holder("one")];
  gateway.word = "erased";

  await assert.rejects(api.say(held, { text: "oui" }, "key"), (error) => error instanceof Trouble && error.erased);
  assert.deepEqual(gateway.asked, ["POST messages former"]);
});

test("calls made at once all go on", async () => {
  const gateway = new Gateway();
  const [api, held] = [await gateway.api(), holder("one", "two")];
  gateway.opensTo = "two";
  const said = await Promise.all(["a", "b", "c"].map((key) => api.say(held, { text: key }, key)));

  assert.deepEqual([said, held.token], [[1, 1, 1], "two"]);
});

test("thirty links are awaited, each once; what changes is told", () => {
  let told = 0;
  const held = new Holder({ conversation: "c", token: "former" }, [], () => told++);
  const links = Array.from({ length: 31 }, (_, n) => `link ${n}`);
  for (const token of ["former", "link 0", ...links]) held.await(token);

  assert.deepEqual([held.awaited, told], [links.slice(1), 31]);
});
