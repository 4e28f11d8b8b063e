// One message of the transcript, or one on its way to it.
import { linesOf, partsOf, stepOf } from "../model/parts.ts";
import type { Author, Choice, Link, Message, Paper } from "../model/messages.ts";
import type { Pending } from "../model/state.ts";
import { kindOf, placeOf } from "../model/wording.ts";
import { texts } from "../texts.ts";
import { h, hidden, icons } from "./dom.ts";
import { toolbar } from "./toolbar.ts";

/** What a message's parts can ask for. */
export interface Deeds {
  press(choice: Choice, event: Event): void;
  /** Rejects when the file cannot be had. */
  download(paper: Paper): Promise<void>;
  retry(pending: Pending): void;
  takeBack(pending: Pending): void;
  announce(text: string): void;
  /** Whether a link stays in this tab: signing in, on our own page. */
  staysHere(link: Link): boolean;
}

export class MessageView {
  readonly element: HTMLLIElement;
  readonly #body: HTMLElement;
  readonly #deeds: Deeds;
  #choices: readonly Choice[] = [];
  #bar: HTMLElement | null = null;

  constructor(message: Message, deeds: Deeds) {
    this.#deeds = deeds;
    this.#body = bubble(message.author, ...textOf(message.text, deeds));
    const step = stepOf(message.text);
    if (step) this.#body.prepend(stepMarker(step.step, step.steps));
    if (message.links.length || message.files.length) this.#body.append(attached(message, deeds));
    if (message.source) this.#body.append(h("p", { class: "source" }, texts.source(message.source)));
    this.element = h("li", { class: `message ${message.author}`, tabindex: -1 }, this.#body, time(message.at));
  }

  /** Show the buttons that can still be pressed. */
  offer(choices: readonly Choice[]): void {
    if (choices === this.#choices || (!choices.length && !this.#bar)) return;
    this.#bar?.remove();
    this.#choices = choices;
    this.#bar = choices.length ? this.#toolbar(choices) : null;
    if (this.#bar) this.element.append(this.#bar);
  }

  #toolbar(choices: readonly Choice[]): HTMLElement {
    const buttons = choices.map((choice) =>
      h("button", { type: "button", class: "choice", onclick: (event) => this.#deeds.press(choice, event) }, choice.title),
    );
    return toolbar(texts.choices(choices.length), "choices", buttons);
  }
}

/** Show what is on its way: sent, waiting, or failed with what can be done about it. */
export function pendingView(pending: Pending, deeds: Deeds): HTMLLIElement {
  const item = h(
    "li",
    { class: "message practitioner pending", tabindex: -1 },
    bubble("practitioner", ...textOf(pending.shown, deeds)),
  );
  if (pending.status !== "failed") {
    item.append(h("p", { class: "fate" }, pending.status === "queued" ? texts.waiting : texts.sending));
    return item;
  }
  item.classList.add("failed");
  item.append(
    h("p", { class: "fate" }, icons.warning(), `${texts.notSent} ${pending.reason}`),
    h(
      "div",
      { class: "choices" },
      h("button", { type: "button", class: "choice", onclick: () => deeds.retry(pending) }, texts.retry),
      "text" in pending.said &&
        h("button", { type: "button", class: "choice", onclick: () => deeds.takeBack(pending) }, texts.takeBack),
    ),
  );
  return item;
}

function bubble(author: Author, ...content: readonly Node[]): HTMLElement {
  const shown = author === "agent" || author === "system";
  const who = texts.said(texts.who[author]);
  return h(
    "div",
    { class: "bubble" },
    shown ? h("p", { class: "who" }, texts.who[author], hidden(who.slice(texts.who[author].length))) : hidden(who),
    ...content,
  );
}

function textOf(text: string, deeds: Deeds): readonly Node[] {
  return linesOf(text).map((line) =>
    h("p", {}, ...partsOf(line).flatMap((part) => (part.address ? [part.text, copyButton(part.text, deeds)] : [part.text]))),
  );
}

function copyButton(address: string, deeds: Deeds): HTMLElement | string {
  // The browser lends its clipboard to pages served over TLS only.
  if (!("clipboard" in navigator)) return "";
  const button = h("button", { type: "button", class: "copy", "aria-label": texts.copy(address) }, icons.copy());
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(address).then(() => {
      button.replaceChildren(icons.done());
      setTimeout(() => button.replaceChildren(icons.copy()), 2000);
      deeds.announce(texts.copied);
    });
  });
  return button;
}

/** How far one is; the text says the same in words. */
function stepMarker(step: number, steps: number): HTMLElement {
  return h("progress", { value: step, max: steps, "aria-label": texts.step(step, steps) });
}

function attached(message: Message, deeds: Deeds): HTMLElement {
  return h(
    "ul",
    { class: "attached" },
    ...message.links.map((link) => h("li", {}, linkView(link, deeds))),
    ...message.files.map((paper) => h("li", {}, fileView(paper, deeds))),
  );
}

function linkView(link: Link, deeds: Deeds): HTMLElement {
  // A text that came from elsewhere never becomes a script.
  const safe = /^(https?|mailto|tel):/i.test(link.url);
  const here = deeds.staysHere(link);
  const tab = /^https?:/i.test(link.url) && !here;
  const place = here ? "" : placeOf(link);
  return h(
    "a",
    { class: "link", href: safe && link.url, target: tab && "_blank", rel: tab && "noopener noreferrer" },
    h("span", {}, link.title),
    place !== "" && h("span", { class: "place" }, link.url.startsWith("mailto:") ? `${texts.email} ${place}` : place),
    tab && hidden(` (${texts.newTab})`),
    tab && icons.outside(),
  );
}

function fileView(paper: Paper, deeds: Deeds): HTMLElement {
  const kind = h("span", { class: "place" }, kindOf(paper));
  const button = h(
    "button",
    { type: "button", class: "link file" },
    icons.file(),
    h("span", {}, hidden(texts.download("")), paper.title),
    kind,
  );
  button.addEventListener("click", () => {
    // Not `disabled`, which would take the focus away.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    kind.textContent = texts.downloading;
    const end = (text: string) => {
      button.removeAttribute("aria-disabled");
      kind.textContent = text;
    };
    deeds.download(paper).then(
      () => end(kindOf(paper)),
      () => {
        end(texts.downloadFailed);
        deeds.announce(texts.downloadFailed);
      },
    );
  });
  return button;
}

function time(at: string): HTMLElement {
  const moment = new Date(at);
  const today = moment.toDateString() === new Date().toDateString();
  const shown = moment.toLocaleString("fr-FR", today ? { timeStyle: "short" } : { dateStyle: "short", timeStyle: "short" });
  return h("time", { datetime: at }, shown);
}
