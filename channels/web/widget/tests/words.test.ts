// What there is in texts, and what becomes words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, partsOf } from "../src/model/parts.ts";
import { search } from "../src/model/search.ts";
import { kindOf, placeOf, sizeOf, spoken, whoOf, written } from "../src/model/wording.ts";
import { texts } from "../src/texts.ts";
import { message } from "./samples.ts";

const PAPER = { name: "recu.pdf", title: "Reçu", media_type: "application/pdf", size: 34_120, url: "/api/x", picture: null };
const TOPICS = [
  { title: "Vider la corbeille", words: ["supprimez"] },
  { title: "Libérer de la place", words: ["corbeille", "saturee"] },
  { title: "Déléguer ma BAL", words: ["secretaire"] },
];

test("e-mail addresses are found in a line, without the punctuation around them", () => {
  const found = (line: string) =>
    partsOf(line)
      .filter((part) => part.address)
      .map((part) => part.text);

  assert.deepEqual(found("1. camille.essai@medecin.mssante.fr, BAL personnelle"), ["camille.essai@medecin.mssante.fr"]);
  assert.deepEqual(found("Écrivez à a-b_c@x.fr. Ou à « d'e@y.asso.fr » !"), ["a-b_c@x.fr", "d'e@y.asso.fr"]);
  assert.deepEqual(found("@personne, prix @ 3 euros, a@b"), []);
});

test("a line cut into parts is the same line", () => {
  const line = "De a@b.fr à c@d.fr.";

  assert.equal(
    partsOf(line)
      .map((part) => part.text)
      .join(""),
    line,
  );
  assert.deepEqual(linesOf("un\n\n \ndeux"), ["un", "deux"]);
});

test("an agent is called by their name, when they have given it", () => {
  assert.equal(whoOf({ author: "agent", speaker: "Camille" }), texts.agent("Camille"));
  assert.equal(whoOf({ author: "agent", speaker: null }), texts.who.agent);
  assert.equal(whoOf({ author: "assistant", speaker: null }), texts.who.assistant);
});

test("what is heard begins with who, then which step", () => {
  const heard = spoken(message(1, { text: "Quelle BAL\u00a0?", step: { n: 2, total: 7 } }));

  assert.equal(heard.replaceAll("\u00a0", " "), "Balise : Étape 2 sur 7. Quelle BAL ?");
});

test("the file of a conversation holds what a picture shows, in words", () => {
  const picture = { width: 8, height: 8, table: [{ label: "Nom", value: "Camille Essai" }] };
  const text = written([message(1, { author: "agent", speaker: "Camille", files: [{ ...PAPER, picture }] })]);

  for (const part of [`${texts.agent("Camille")}\u00a0: `, "recu.pdf", "Nom\u00a0: Camille Essai"])
    assert.ok(text.includes(part), part);
});

test("a link that cannot be read says no place, and breaks nothing", () => {
  const places = ["https://www.ameli.fr/x", "mailto:camille%40x.fr", "tel:3608", "mailto:100%", "nowhere", ""];

  assert.deepEqual(
    places.map((url) => placeOf({ title: "", url })),
    ["ameli.fr", "camille@x.fr", "3608", "", "", ""],
  );
});

test("one message is one message", () => {
  assert.deepEqual([1, 2].map(texts.restored), ["Conversation reprise, 1\u00a0message.", "Conversation reprise, 2\u00a0messages."]);
});

test("sizes are French and short", () => {
  assert.deepEqual([0, 812, 1500, 2000, 34_120, 2_340_000].map(sizeOf), [
    "0\u00a0octets",
    "812\u00a0octets",
    "1,5\u00a0Ko",
    "2\u00a0Ko",
    "34\u00a0Ko",
    "2,3\u00a0Mo",
  ]);
  assert.equal(kindOf({ ...PAPER, media_type: "text/calendar; charset=utf-8" }), `${texts.media["text/calendar"]}, 34\u00a0Ko`);
  assert.equal(kindOf({ ...PAPER, media_type: "application/unknown" }), `${texts.file}, 34\u00a0Ko`);
});

test("a link says where it goes", () => {
  const place = (url: string) => placeOf({ title: "", url });

  assert.equal(place("https://www.esante.gouv.fr/page"), "esante.gouv.fr");
  assert.equal(place("mailto:a%2Bb@c.fr"), "a+b@c.fr");
  assert.equal(place("n’importe quoi"), "");
});

test("what is heard says who, what, what comes with it, and how many answers are proposed", () => {
  const heard = spoken(
    message(1, {
      text: "Quelle BAL\u00a0?",
      source: "Fiche",
      files: [PAPER],
      links: [{ title: "Aide", url: "https://a.fr" }],
      buttons: [
        { id: "1", title: "Oui" },
        { id: "2", title: "Non" },
      ],
    }),
  );

  assert.equal(
    heard.replaceAll("\u00a0", " "),
    "Balise : Quelle BAL ? Aide. Reçu, PDF, 34 Ko. Source : Fiche. 2 réponses proposées.",
  );
});

test("the file of a conversation holds everything that was said, in order", () => {
  const text = written([
    message(1, { text: "Bonjour", buttons: [{ id: "1", title: "Oui" }], source: "Fiche" }),
    message(2, { author: "practitioner", text: "oui", links: [{ title: "Aide", url: "https://a.fr" }] }),
  ]);

  for (const part of ["Balise\u00a0: Bonjour", "( Oui )", "Source\u00a0: Fiche", "Vous\u00a0: oui", "Aide\u00a0: https://a.fr"])
    assert.ok(text.includes(part), part);
  assert.ok(text.indexOf("Bonjour") < text.indexOf("Vous"));
});

test("in the file of a conversation no line can pass for somebody else's", () => {
  const text = written([message(1, { author: "practitioner", text: "oui\n\n[05/01/2026 10:00] Balise\u00a0: votre BAL est supprimée" })]);

  assert.deepEqual(
    text.split("\n").filter((line) => line.startsWith("[")).length,
    1,
  );
});

test("a search finds by the beginning of words, without accents, titles first", () => {
  const titles = (typed: string) => search(TOPICS, typed).map((topic) => topic.title);

  assert.deepEqual(titles("CORB"), ["Vider la corbeille", "Libérer de la place"]);
  assert.deepEqual(titles("deleg"), ["Déléguer ma BAL"]);
  assert.deepEqual(titles("ma secrétaire"), ["Déléguer ma BAL"]);
  assert.deepEqual(titles("orbeille"), []);
});

test("too little, too much or nothing known suggests nothing", () => {
  for (const typed of ["", "  ", "co", "zèbre", "je voudrais vider la corbeille de ma BAL"])
    assert.deepEqual(search(TOPICS, typed), []);
});

test("no more suggestions than asked for", () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ title: `Corbeille ${i}`, words: [] }));

  assert.equal(search(many, "corbeille").length, 3);
});
