// From what a conversation holds to words: what is spoken, sizes, and the whole of it as a text.
import { texts } from "../texts.ts";
import type { Link, Message, Paper, Picture } from "./messages.ts";

const NBSP = "\u00a0";

/** « 34 Ko ». */
export function sizeOf(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < texts.sizes.length - 1) [size, unit] = [size / 1000, unit + 1];
  const digits = unit > 0 && size < 10 ? 1 : 0;
  return size.toFixed(digits).replace(".", ",").replace(",0", "") + NBSP + texts.sizes[unit];
}

/** « PDF, 34 Ko ». */
export function kindOf(paper: Paper): string {
  const type = paper.media_type.split(";")[0] ?? "";
  return `${texts.media[type] ?? texts.file}, ${sizeOf(paper.size)}`;
}

/** Where a link goes, as people read it: a site, an address, a number. */
export function placeOf(link: Link): string {
  try {
    const { host, pathname } = new URL(link.url);
    return (host || decodeURIComponent(pathname)).replace(/^www\./, "");
  } catch {
    return "";
  }
}

/** Who wrote a message: an agent by their name. */
export function whoOf(message: Pick<Message, "author" | "speaker">): string {
  return message.speaker ? texts.agent(message.speaker) : texts.who[message.author];
}

/** What a screen reader hears of a message: who, which step, the text, what comes with it, how many answers are proposed. */
export function spoken(message: Message): string {
  const said = [
    texts.said(whoOf(message)) + [...stepOf(message), message.text].join(". "),
    ...message.links.map((link) => link.title),
    ...message.files.map((paper) => `${paper.title}, ${kindOf(paper)}`),
  ];
  if (message.source) said.push(texts.source(message.source));
  if (message.sign_in) said.push(message.sign_in);
  if (message.buttons.length) said.push(texts.choices(message.buttons.length));
  return said.map((one) => (/[.!?…:]$/u.test(one) ? one : `${one}.`)).join(" ");
}

/** The whole conversation, to keep as a file. */
export function written(messages: readonly Message[]): string {
  return messages.map(paragraph).join("\n\n") + "\n";
}

function stepOf({ step }: Message): readonly string[] {
  return step ? [texts.step(step.n, step.total)] : [];
}

function rowsOf(picture: Picture | null): readonly string[] {
  return picture ? picture.table.map((row) => `    ${row.label}${NBSP}: ${row.value}`) : [];
}

/** Every line of what was said but the first is set in: none can pass for the next one who speaks. */
function paragraph(message: Message): string {
  const at = new Date(message.at).toLocaleString("fr-FR", { dateStyle: "short", timeStyle: "short" });
  return [
    `[${at}] ${texts.said(whoOf(message))}${[...stepOf(message), message.text].join("\n").replaceAll("\n", "\n  ")}`,
    ...message.buttons.map((choice) => `  ( ${choice.title} )`),
    ...message.links.map((link) => `  ${link.title}${NBSP}: ${link.url}`),
    ...message.files.flatMap((paper) => [`  ${paper.title}${NBSP}: ${paper.name}`, ...rowsOf(paper.picture)]),
    ...(message.source ? [`  ${texts.source(message.source)}`] : []),
  ].join("\n");
}
