// One message of the transcript, or one on its way to it.
import { linesOf, partsOf } from "../model/parts.ts";
import type { Choice, Message, Opinion, Paper, Picture, Step } from "../model/messages.ts";
import type { Pending } from "../model/state.ts";
import { kindOf, whoOf } from "../model/wording.ts";
import { texts } from "../texts.ts";
import { h, hasFocus, hidden, icons } from "./dom.ts";
import { linkView } from "./link.ts";
import { OpinionView } from "./opinion.ts";
import { type SigningDeeds, signingView } from "./signing.ts";
import { toolbar } from "./toolbar.ts";

/** What a message's parts can ask for. */
export interface Deeds extends SigningDeeds {
  press(choice: Choice, event: Event): void;
  /** Rejects when the file cannot be had. */
  fetch(paper: Paper): Promise<Blob>;
  /** Rejects when the file cannot be had. */
  download(paper: Paper): Promise<void>;
  retry(pending: Pending): void;
  takeBack(pending: Pending): void;
  /** Rejects when it is not kept. */
  judge(seq: number, opinion: Opinion | null): Promise<void>;
}

export class MessageView {
  readonly element: HTMLLIElement;
  readonly #body: HTMLElement;
  readonly #deeds: Deeds;
  readonly #signing: HTMLElement | null;
  readonly #opinion: OpinionView | null;
  #choices: readonly Choice[] = [];
  #bar: HTMLElement | null = null;

  constructor(message: Message, deeds: Deeds) {
    this.#deeds = deeds;
    const step = message.step ? [stepView(message.step)] : [];
    this.#body = bubble(message, ...step, ...textOf(message.text, deeds));
    for (const paper of message.files) if (paper.picture) this.#body.append(pictureView(paper, paper.picture, deeds));
    if (message.links.length || message.files.length) this.#body.append(attached(message, deeds));
    if (message.source) this.#body.append(h("p", { class: "source" }, texts.source(message.source)));
    this.element = h("li", { class: `message ${message.author}`, tabindex: -1 }, this.#body, time(message.at));
    this.#signing = message.sign_in ? signingView(message.sign_in, deeds) : null;
    this.#opinion = message.author === "assistant" && message.source ? this.#judged(message) : null;
  }

  /** Show what is thought of it. */
  judge(opinion: Opinion | null): void {
    this.#opinion?.show(opinion);
  }

  /** Offer to sign in, if the message does; or no longer. */
  offerSignIn(offered: boolean): void {
    if (!this.#signing || offered === (this.#signing.parentNode !== null)) return;
    if (offered) return this.#body.append(this.#signing);
    // The focus is not lost with what had it.
    if (hasFocus(this.#signing)) this.element.focus({ preventScroll: true });
    this.#signing.remove();
  }

  /** Show the buttons that can still be pressed. */
  offer(choices: readonly Choice[]): void {
    if (choices === this.#choices || (!choices.length && !this.#bar)) return;
    if (this.#bar && hasFocus(this.#bar)) this.element.focus({ preventScroll: true });
    this.#bar?.remove();
    this.#choices = choices;
    this.#bar = choices.length ? this.#toolbar(choices) : null;
    if (this.#bar) this.element.append(this.#bar);
  }

  #judged({ seq }: Message): OpinionView {
    const view = new OpinionView({
      judge: (opinion) => this.#deeds.judge(seq, opinion),
      announce: (text) => this.#deeds.announce(text),
    });
    this.element.append(view.element);
    return view;
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
    bubble({ author: "practitioner", speaker: null }, ...textOf(pending.shown, deeds)),
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

function bubble(from: Pick<Message, "author" | "speaker">, ...content: readonly Node[]): HTMLElement {
  const shown = from.author === "agent" || from.author === "system";
  const name = whoOf(from);
  const who = texts.said(name);
  return h(
    "div",
    { class: "bubble" },
    shown ? h("p", { class: "who" }, name, hidden(who.slice(name.length))) : hidden(who),
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

/** How far one is: in words, and drawn for the eye. */
function stepView({ n, total }: Step): HTMLElement {
  return h("p", { class: "step" }, texts.step(n, total), h("progress", { value: n, max: total, "aria-hidden": "true" }));
}

/** What is seen of a file, at its size from the start, and the same in words; the words alone when it cannot be seen. */
function pictureView(paper: Paper, { width, height, table }: Picture, deeds: Deeds): HTMLElement {
  const image = h("img", { alt: paper.title, width, height });
  deeds
    .fetch(paper)
    .then((content) => show(image, content))
    .catch(() => image.remove());
  const rows = table.map(({ label, value }) => h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, value)));
  const words = h("details", {}, h("summary", {}, texts.inWords), h("table", {}, ...rows));
  return h("div", { class: "picture" }, image, words);
}

async function show(image: HTMLImageElement, content: Blob): Promise<void> {
  image.src = URL.createObjectURL(content);
  await image.decode().finally(() => URL.revokeObjectURL(image.src));
}

function attached(message: Message, deeds: Deeds): HTMLElement {
  return h(
    "ul",
    { class: "attached" },
    ...message.links.map((link) => h("li", {}, linkView(link, deeds))),
    ...message.files.map((paper) => h("li", {}, fileView(paper, deeds))),
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
