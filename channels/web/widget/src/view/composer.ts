// Where one writes: the box, what Balise could do with what is being typed, and a person always in reach.
import { search, type Topic } from "../model/search.ts";
import { texts } from "../texts.ts";
import type { Announcer } from "./announcer.ts";
import { h, icons } from "./dom.ts";
import { toolbar } from "./toolbar.ts";

const LONGEST = 2000;
/** The counter shows itself near the end only. */
const NEAR = 0.8;
/** Milliseconds without typing before suggestions are told aloud. */
const PAUSE = 900;

export interface Writing {
  say(text: string): void;
  /** What can be searched; asked for at the first letter. */
  topics(): Promise<readonly Topic[]>;
}

export class Composer {
  readonly #box = h("textarea", {
    id: "message",
    rows: 1,
    maxlength: LONGEST,
    autocomplete: "off",
    placeholder: texts.placeholder,
    "aria-describedby": "warning left",
    enterkeyhint: "send",
  });
  readonly #left = h("p", { id: "left", class: "left", hidden: true });
  readonly #suggestions = h("div", { class: "suggestions", hidden: true });
  readonly #person = h(
    "button",
    { type: "button", class: "person", "aria-describedby": "hours" },
    icons.person(),
    texts.person,
  );
  readonly #hours = h("p", { id: "hours", class: "warning", hidden: true });
  readonly element: HTMLFormElement;

  readonly #writing: Writing;
  readonly #announcer: Announcer;
  #topics: Promise<readonly Topic[]> | null = null;
  #offered: readonly Topic[] = [];
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(writing: Writing, announcer: Announcer) {
    this.#writing = writing;
    this.#announcer = announcer;
    this.element = h(
      "form",
      { class: "composer", novalidate: true },
      h("label", { for: "message" }, texts.message),
      h(
        "div",
        { class: "line" },
        this.#box,
        h("button", { type: "submit", class: "send" }, icons.send(), h("span", {}, texts.send)),
      ),
      this.#left,
      this.#suggestions,
      h(
        "div",
        { class: "foot" },
        h("p", { id: "warning", class: "warning" }, texts.warning),
        h("div", { class: "support" }, this.#person, this.#hours),
      ),
    );
    this.#person.addEventListener("click", () => {
      this.focus();
      writing.say(texts.person);
    });
    this.element.addEventListener("submit", (event) => this.#submit(event));
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#submit(event);
    });
    this.#box.addEventListener("input", () => void this.#typed());
  }

  focus(): void {
    this.#box.focus({ preventScroll: true });
  }

  /** Put a text back to be changed. */
  write(text: string): void {
    this.#box.value = text;
    this.#count();
    this.focus();
  }

  /** Offer a person, unless one is there already, and say when they are; empty where that is not known. */
  offerPerson(offered: boolean, hours: string): void {
    this.#person.hidden = !offered;
    this.#hours.hidden = !offered || !hours;
    this.#hours.textContent = hours;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (text) this.#send(text);
    this.focus();
  }

  #send(text: string): void {
    this.#box.value = "";
    this.#count();
    this.#offer([]);
    this.#writing.say(text);
  }

  async #typed(): Promise<void> {
    this.#count();
    this.#topics ??= this.#writing.topics();
    const topics = await this.#topics.catch(() => {
      this.#topics = null;
      return [];
    });
    this.#offer(search(topics, this.#box.value));
  }

  #offer(topics: readonly Topic[]): void {
    if (topics.length === this.#offered.length && topics.every((topic, i) => topic === this.#offered[i])) return;
    this.#offered = topics;
    this.#suggestions.hidden = !topics.length;
    this.#suggestions.replaceChildren(...(topics.length ? [this.#bar(topics)] : []));
    clearTimeout(this.#pause);
    if (topics.length) this.#pause = setTimeout(() => this.#announcer.say(texts.suggestions(topics.length)), PAUSE);
  }

  #bar(topics: readonly Topic[]): HTMLElement {
    const buttons = topics.map((topic) => {
      const choose = () => {
        this.focus();
        this.#send(topic.title);
      };
      return h("button", { type: "button", class: "choice", onclick: choose }, topic.title);
    });
    return toolbar(texts.suggestions(topics.length), "choices", buttons);
  }

  #count(): void {
    const left = LONGEST - this.#box.value.length;
    this.#left.hidden = left > LONGEST * (1 - NEAR);
    this.#left.textContent = this.#left.hidden ? "" : texts.left(left);
  }
}
