// What a site sets, and where the keyboard goes in a toolbar.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "../src/options.ts";
import { placeAfter } from "../src/view/toolbar.ts";

test("without options, the chat floats, closed, at the end, and talks to where its script came from", () => {
  assert.deepEqual(readOptions({}, "https://balise.example"), {
    endpoint: "https://balise.example",
    page: false,
    position: "end",
    theme: "balise",
    scheme: "auto",
    title: "",
    open: false,
  });
});

test("what is unknown is the default; what is known is taken", () => {
  const unknown = readOptions({ position: "left", theme: "dsfr", scheme: "dark", open: "no" }, "");
  const known = readOptions(
    { position: "start", theme: "sobre", scheme: "sombre", open: "", title: " Aide ", endpoint: "https://b.example//" },
    "",
  );

  assert.deepEqual([unknown.position, unknown.theme, unknown.scheme, unknown.open], ["end", "balise", "auto", false]);
  assert.deepEqual([known.position, known.theme, known.scheme, known.open], ["start", "sobre", "sombre", true]);
  assert.deepEqual([known.title, known.endpoint], ["Aide", "https://b.example"]);
});

test("a page is open: it has nothing to open it with", () => {
  assert.equal(readOptions({ mode: "page" }, "").open, true);
});

test("arrows go round a toolbar, Home and End to its ends, towards the reading side", () => {
  assert.deepEqual(
    ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End"].map((key) => placeAfter(key, 2, 3, false)),
    [0, 0, 1, 1, 0, 2],
  );
  assert.deepEqual(
    ["ArrowRight", "ArrowLeft"].map((key) => placeAfter(key, 0, 3, true)),
    [2, 1],
  );
  assert.equal(placeAfter("a", 0, 3, false), null);
});
