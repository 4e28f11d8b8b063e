// The button that opens and closes the window.
import { texts } from "../texts.ts";
import { h, hidden, icons } from "./dom.ts";

export class Launcher {
  readonly #badge = h("span", { class: "badge", hidden: true, "aria-hidden": "true" });
  readonly #unread = hidden("");
  readonly element: HTMLButtonElement;

  constructor(title: string, toggle: () => void) {
    const label = h("span", { class: "label" }, texts.launch);
    this.element = h(
      "button",
      { type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "window", onclick: toggle },
      icons.mark(),
      label,
      hidden(` ${title}`),
      this.#badge,
      this.#unread,
    );
  }

  /** Say whether the window is open, and how many messages wait to be read in it. */
  show(open: boolean, unread: number): void {
    this.element.setAttribute("aria-expanded", String(open));
    this.#badge.hidden = open || unread === 0;
    this.#badge.textContent = String(unread);
    this.#unread.textContent = this.#badge.hidden ? "" : ` (${texts.unread(unread)})`;
  }
}
