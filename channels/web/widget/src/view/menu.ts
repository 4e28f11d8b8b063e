// The options: sign in or out, keep the conversation as a file, forget it on this device, read what is kept.
import type { SignedIn } from "../model/messages.ts";
import { texts } from "../texts.ts";
import { h, hasFocus, icons } from "./dom.ts";
import { linkView } from "./link.ts";
import { type SigningDeeds, signingView } from "./signing.ts";

export interface MenuDeeds extends SigningDeeds {
  save(): void;
  forget(): void;
  /** Resolves with where the provider's own session ends, if it does. Rejects with `Trouble`. */
  signOut(everywhere: boolean): Promise<string | null>;
  /** Where one reads what is kept. */
  readonly privacy: string;
}

interface Outcome {
  readonly text: string;
  /** Where the provider's own session ends, if it does. */
  readonly url: string | null;
}

export class Menu {
  readonly button = h(
    "button",
    { type: "button", class: "tool", "aria-expanded": "false", "aria-controls": "menu", "aria-label": texts.menu },
    icons.menu(),
  );
  readonly element = h("div", { id: "menu", class: "menu", hidden: true });
  readonly #deeds: MenuDeeds;
  readonly #waysOut: readonly HTMLElement[];
  #signedIn: SignedIn | null = null;
  #signingOut = false;
  /** What came of signing out, until it has been shown. */
  #outcome: Outcome | null = null;

  constructor(deeds: MenuDeeds) {
    this.#deeds = deeds;
    this.#waysOut = [
      action(texts.signOut, () => void this.#signOut(false)),
      action(texts.signOutEverywhere, () => void this.#signOut(true)),
    ];
    this.button.addEventListener("click", () => (this.element.hidden ? this.#open() : this.close()));
  }

  /** Know who is signed in. Whoever has just signed in has no more use for the way there. */
  signedIn(who: SignedIn | null): void {
    const arrived = who !== null && this.#signedIn === null;
    this.#signedIn = who;
    if (arrived) this.#outcome = null;
    if (arrived && !this.element.hidden) this.close(hasFocus(this.element));
  }

  /** Close it. Returns whether it was open. */
  close(focus = true): boolean {
    if (this.element.hidden) return false;
    if (focus) this.button.focus();
    this.element.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    return true;
  }

  #open(): void {
    if (this.#outcome) this.#show(this.#outcome);
    else this.#offer();
    this.element.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
  }

  #offer(): void {
    const save = () => {
      this.close();
      this.#deeds.save();
    };
    this.element.replaceChildren(
      ...this.#identity(),
      action(texts.save, save),
      action(texts.forget, () => this.#ask()),
      linkView({ title: texts.privacy, url: this.#deeds.privacy }, { staysHere: () => false }),
    );
  }

  #identity(): readonly HTMLElement[] {
    if (this.#signedIn === null) return [signingView(texts.signIn, this.#deeds)];
    return [h("p", {}, texts.signedIn(this.#signedIn.name)), ...this.#waysOut];
  }

  async #signOut(everywhere: boolean): Promise<void> {
    // Only the first answer says where the provider's session ends. Not `disabled`, which would take the focus away.
    if (this.#signingOut) return;
    this.#signingOut = true;
    for (const way of this.#waysOut) way.setAttribute("aria-disabled", "true");
    const outcome = await this.#deeds.signOut(everywhere).then(
      (url): Outcome => ({ text: texts.signedOut, url }),
      (): Outcome => ({ text: texts.notSignedOut, url: null }),
    );
    this.#signingOut = false;
    for (const way of this.#waysOut) way.removeAttribute("aria-disabled");
    if (this.element.hidden) this.#outcome = outcome;
    else this.#show(outcome);
    this.#deeds.announce(outcome.text);
  }

  #show({ text, url }: Outcome): void {
    this.#outcome = null;
    const end = url === null ? null : linkView({ title: texts.endSession, url }, this.#deeds);
    const close = action(texts.close, () => this.close());
    const here = hasFocus(this.element);
    this.element.replaceChildren(h("p", {}, text), ...(end ? [end] : []), close);
    if (here) (end ?? close).focus();
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
