// <balise-chat>: the element, its shadow root, and when its window is open.
import { Conversation } from "./conversation.ts";
import { Keeping } from "./keeping.ts";
import { unread } from "./model/state.ts";
import { Api } from "./net/api.ts";
import { type Options, readOptions } from "./options.ts";
import { styles } from "./styles/sheet.ts";
import { texts } from "./texts.ts";
import { Announcer } from "./view/announcer.ts";
import { h } from "./view/dom.ts";
import { Launcher } from "./view/launcher.ts";
import { Panel } from "./view/panel.ts";

/** Where this script came from: the gateway, unless an option says otherwise. */
const CAME_FROM =
  document.currentScript instanceof HTMLScriptElement ? new URL(document.currentScript.src).origin : location.origin;

/** Screens on which the window takes the whole place: the same condition as in the style sheet. */
const SMALL = "(max-width: 30rem), (max-height: 28rem)";

export class BaliseChat extends HTMLElement {
  #options!: Options;
  #conversation!: Conversation;
  #launcher: Launcher | null = null;
  #panel: Panel | null = null;
  #root: HTMLElement | null = null;
  #announcer!: Announcer;
  readonly #wake = (event: Event) => this.#back(event);
  #isOpen = false;

  connectedCallback(): void {
    for (const event of ["online", "pageshow"]) addEventListener(event, this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    // Moved to another place of the page, it goes on.
    if (this.#root) return this.#conversation.resume();
    this.#options = readOptions(this.dataset, CAME_FROM);
    this.#conversation = new Conversation(new Api(this.#options.endpoint), new Keeping(this.#options.endpoint));
    this.#announcer = new Announcer();
    this.#draw();
    const wasOpen = this.#conversation.restore();
    if (this.#options.page || (wasOpen ?? this.#options.open)) this.#open();
  }

  disconnectedCallback(): void {
    this.#conversation.stop();
    for (const event of ["online", "pageshow"]) removeEventListener(event, this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
  }

  /** Open the window, as the launcher does, and put the focus in it. */
  open(): void {
    this.#open();
    this.#panel?.focus();
  }

  /** Close the window and give the focus back to the launcher. */
  close(): void {
    if (!this.#isOpen || this.#options.page) return;
    this.#isOpen = false;
    this.#panel?.element.setAttribute("hidden", "");
    this.#panel?.rest();
    this.#conversation.show(false);
    this.#refresh();
    this.#launcher?.element.focus();
  }

  #draw(): void {
    const { theme, scheme, position, page } = this.#options;
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    this.#root = h("div", {
      class: "root",
      lang: "fr",
      "data-theme": theme,
      "data-scheme": scheme,
      "data-position": position,
      "data-mode": page ? "page" : "floating",
    });
    this.#root.append(this.#announcer.element);
    if (!page) {
      this.#launcher = new Launcher(this.#options.title || texts.title, () => (this.#isOpen ? this.close() : this.open()));
      this.#root.append(this.#launcher.element);
    }
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    shadow.append(this.#root);
    this.#conversation.watch((state) => {
      if (this.#isOpen) this.#panel?.show(state);
      this.#refresh();
    });
  }

  #open(): void {
    if (!this.#panel) {
      this.#panel = new Panel(this.#conversation, this.#announcer, this.#options, () => this.close());
      this.#root?.append(this.#panel.element);
    }
    this.#isOpen = true;
    this.#panel.element.removeAttribute("hidden");
    this.#conversation.show(true);
    this.#panel.show(this.#conversation.state);
    this.#panel.toEnd();
    if (this.#conversation.state.link === "idle") void this.#conversation.open();
    this.#refresh();
  }

  #refresh(): void {
    if (this.#isOpen && document.visibilityState === "visible") this.#conversation.read();
    this.#launcher?.show(this.#isOpen, unread(this.#conversation.state));
  }

  /** The person or the network is back; or the page itself is, as it was left, from the browser's back/forward cache. */
  #back(event: Event): void {
    if (event instanceof PageTransitionEvent && event.persisted) {
      this.#conversation.reload();
      this.#conversation.show(this.#isOpen);
    }
    if (document.visibilityState === "hidden") return;
    this.#conversation.wake();
    this.#refresh();
  }

  #key(event: KeyboardEvent): void {
    if (!this.#isOpen || event.isComposing) return;
    if (event.key === "Escape") {
      // The page around may have an Escape of its own: this one is ours.
      if (!this.#options.page) event.stopPropagation();
      if (!this.#panel?.dismiss()) this.close();
    } else if (event.key === "Tab" && !this.#options.page && matchMedia(SMALL).matches) this.#goRound(event);
  }

  /** Where the window covers the page, the Tab key stays in it: the focus is never behind. */
  #goRound(event: KeyboardEvent): void {
    const all = this.#panel?.element.querySelectorAll<HTMLElement>("a[href], button, textarea, [tabindex='0']") ?? [];
    const reachable = [...all].filter((one) => one.tabIndex >= 0 && one.getClientRects().length > 0);
    const [first, last] = [reachable[0], reachable.at(-1)];
    const focused = this.shadowRoot?.activeElement;
    const end = event.shiftKey ? first : last;
    if (focused !== end) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
