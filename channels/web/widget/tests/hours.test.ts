// When somebody of the support desk is there, in words, by the clocks of France wherever the browser is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hoursOf } from "../src/model/hours.ts";

const FRIDAY = new Date("2026-11-20T10:00:00+01:00");

for (const [open, changes, said] of [
  [true, "2026-11-20T12:30:00+01:00", "Support ouvert jusqu’à 12 h 30"],
  [true, "2026-11-21T00:00:00+01:00", "Support ouvert jusqu’à minuit"],
  [true, "2026-11-21T02:00:00+01:00", "Support ouvert jusqu’au samedi 21 novembre à 2 h"],
  [true, null, "Support ouvert"],
  [false, "2026-11-20T14:00:00+01:00", "Support fermé, rouvre à 14 h"],
  [false, "2026-11-23T08:00:00Z", "Support fermé, rouvre lundi 23 novembre à 9 h"],
  [false, "2026-12-01T09:05:00+01:00", "Support fermé, rouvre mardi 1er décembre à 9 h 05"],
  [false, "2026-11-23T00:00:00+01:00", "Support fermé, rouvre lundi 23 novembre à minuit"],
  [false, null, "Support fermé"],
] as const)
  test(said, () => {
    assert.equal(hoursOf({ open, changes_at: changes }, FRIDAY).replaceAll("\u00a0", " "), said);
  });

test("of hours that nobody has set nothing is said", () => {
  assert.equal(hoursOf(null, FRIDAY), "");
});
