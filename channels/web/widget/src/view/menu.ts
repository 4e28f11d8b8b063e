// The options: keep the conversation as a file, forget it on this device.
import { texts } from "../texts.ts";
import { h, icons } from "./dom.ts";

export interface MenuDeeds {
  save(): void;
  forget(): void;
}

export class Menu {
  readonly button = h(
    "button",
    { type: "button", class: "tool", "aria-expanded": "false", "aria-controls": "menu", "aria-label": texts.menu },
    icons.menu(),
  );
  readonly element = h("div", { id: "menu", class: "menu", hidden: true });
  readonly #deeds: MenuDeeds;

  constructor(deeds: MenuDeeds) {
    this.#deeds = deeds;
    this.button.addEventListener("click", () => (this.element.hidden ? this.#open() : this.close()));
  }

  /** Close it. Returns whether it was open. */
  close(): boolean {
    if (this.element.hidden) return false;
    this.element.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
    return true;
  }

  #open(): void {
    const save = () => {
      this.close();
      this.#deeds.save();
    };
    this.element.replaceChildren(
      action(texts.save, save),
      action(texts.forget, () => this.#ask()),
    );
    this.element.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
  }

  #ask(): void {
    const why = h("p", { id: "why" }, texts.forgetWhy);
    const yes = action(texts.forgetYes, () => {
      this.close();
      this.#deeds.forget();
    });
    yes.setAttribute("aria-describedby", "why");
    yes.classList.add("grave");
    this.element.replaceChildren(
      why,
      yes,
      action(texts.forgetNo, () => this.close()),
    );
    yes.focus();
  }
}

function action(title: string, deed: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "choice", onclick: deed }, title);
}
