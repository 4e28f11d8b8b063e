// The messages, and the place one is at among them.
import type { Message } from "../model/messages.ts";
import { choicesOf, offerOf, type Pending, type State } from "../model/state.ts";
import { texts } from "../texts.ts";
import { h, hasFocus, icons } from "./dom.ts";
import { type Deeds, MessageView, pendingView } from "./message.ts";
import { placeAfter } from "./toolbar.ts";

/** Pixels from the end at which one still is at the end. */
const NEAR_END = 48;
/** Pixels left above a message that is shown from its beginning. */
const MARGIN = 8;

export class Transcript {
  // Safari takes a list without its numbers for no list, unless it is told.
  readonly #list = h("ol", { class: "messages", role: "list" });
  readonly #typing = h(
    "p",
    { class: "typing", hidden: true },
    h("span", { class: "dots", "aria-hidden": "true" }),
    texts.typing,
  );
  readonly #end = h("div", { class: "end" });
  readonly #box = h(
    "div",
    { class: "history", tabindex: 0, role: "group", "aria-label": texts.history },
    this.#list,
    this.#typing,
    this.#end,
  );
  readonly #news = h(
    "button",
    { type: "button", class: "news", hidden: true, onclick: () => this.#goToNews() },
    icons.down(),
    texts.newMessages,
  );
  readonly element = h("div", { class: "transcript" }, this.#box, this.#news);

  readonly #deeds: Deeds;
  readonly #views = new Map<number, MessageView>();
  #pending: ReadonlyMap<Pending, HTMLElement> = new Map();
  #firstNew: HTMLElement | null = null;

  constructor(deeds: Deeds) {
    this.#deeds = deeds;
    this.#box.addEventListener("keydown", (event) => this.#walk(event));
    new IntersectionObserver(([seen]) => this.#sees(seen?.isIntersecting ?? false)).observe(this.#end);
  }

  /** Show a state. What is shown already is not touched: a screen reader or a selection may be in it. */
  show(state: State): void {
    const box = this.#scroller();
    const wasAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
    const fresh = state.messages.filter((message) => !this.#views.has(message.seq));
    const added = fresh.map((message) => this.#add(message));
    const news = added.find((_, place) => fresh[place]?.author !== "practitioner");
    const offering = offerOf(state);
    for (const message of state.messages) {
      const view = this.#views.get(message.seq);
      view?.offer(choicesOf(state, message));
      view?.judge(message.opinion);
      view?.offerSignIn(message.seq === offering);
    }
    const said = this.#showPending(state);
    const writes = state.typing && this.#typing.hidden;
    this.#typing.hidden = !state.typing;
    if (said || (wasAtEnd && (added.length || writes))) this.#reveal(news);
    else if (news) {
      this.#firstNew ??= news;
      this.#news.hidden = false;
    }
  }

  /** Empty it. */
  clear(): void {
    this.#views.clear();
    this.#list.replaceChildren();
    this.#pending = new Map();
    this.#sees(true);
  }

  /** Put the keyboard on the messages, inside a gesture of the person's. */
  focus(): void {
    this.#box.focus({ preventScroll: true });
  }

  /** Show the last message; for when the window opens. */
  toEnd(): void {
    this.#reveal();
  }

  #add(message: Message): HTMLElement {
    const view = new MessageView(message, this.#deeds);
    const after = Math.min(...[...this.#views.keys()].filter((seq) => seq > message.seq));
    this.#list.insertBefore(view.element, this.#views.get(after)?.element ?? [...this.#pending.values()][0] ?? null);
    this.#views.set(message.seq, view);
    return view.element;
  }

  /** Returns whether something new was said. */
  #showPending({ pending }: State): boolean {
    const before = this.#pending;
    this.#pending = new Map(pending.map((one) => [one, before.get(one) ?? pendingView(one, this.#deeds)]));
    let next: HTMLElement | null = null;
    for (const element of [...this.#pending.values()].reverse()) {
      if (!element.parentNode) this.#list.insertBefore(element, next);
      next = element;
    }
    const now = new Map([...this.#pending].map(([{ key }, element]) => [key, element]));
    for (const [was, element] of before) {
      if (this.#pending.has(was)) continue;
      // The focus is not lost with what had it.
      if (hasFocus(element)) (now.get(was.key) ?? this.#box).focus({ preventScroll: true });
      element.remove();
    }
    const known = new Set([...before.keys()].map((one) => one.key));
    return pending.some((one) => !known.has(one.key));
  }

  /** Scroll to the end; not past the beginning of what is new, unless the box where one writes scrolls with it. */
  #reveal(first?: HTMLElement): void {
    const box = this.#scroller();
    const whole = box !== this.#box || !first;
    const past = whole ? Infinity : first.getBoundingClientRect().top - box.getBoundingClientRect().top - MARGIN;
    box.scrollTop = Math.min(box.scrollTop + past, box.scrollHeight);
  }

  /** What scrolls: the messages or, on a screen too low to hold anything beside them, everything. */
  #scroller(): Element {
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowY);
    for (let element: Element | null = this.#box; element; element = element.parentElement)
      if (scrolls(element)) return element;
    return document.scrollingElement ?? this.#box;
  }

  #sees(end: boolean): void {
    if (!end) return;
    this.#news.hidden = true;
    this.#firstNew = null;
  }

  #goToNews(): void {
    const first = this.#firstNew;
    first?.focus({ preventScroll: true });
    first?.scrollIntoView({ block: "nearest" });
    this.#firstNew = null;
    this.#news.hidden = true;
  }

  /** Arrows, Home and End go from message to message. */
  #walk(event: KeyboardEvent): void {
    if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    const items = [...this.#list.children].filter((one) => one instanceof HTMLElement);
    const focused = (this.#box.getRootNode() as ShadowRoot).activeElement;
    const here = items.findIndex((item) => item.contains(focused));
    const next = here < 0 && event.key === "ArrowUp" ? items.length - 1 : placeAfter(event.key, here, items.length, false);
    // No going round: the first message and the last one are ends.
    const wraps = (event.key === "ArrowDown" && here === items.length - 1) || (event.key === "ArrowUp" && here === 0);
    event.preventDefault();
    if (next !== null && !wraps) items[next]?.focus();
  }
}
