// Signing in: a button that asks for a link, then where it leads and the code to type there.
import type { SignInLink } from "../model/messages.ts";
import { Trouble } from "../net/api.ts";
import { texts } from "../texts.ts";
import { h, newId } from "./dom.ts";
import { type LinkDeeds, linkView } from "./link.ts";

export interface SigningDeeds extends LinkDeeds {
  /** Rejects with `Trouble`. */
  signIn(): Promise<SignInLink>;
  announce(text: string): void;
}

/** Offer to sign in, in these words. On our own page the tab goes there; elsewhere the code has to be seen before leaving. */
export function signingView(words: string, deeds: SigningDeeds): HTMLElement {
  const button = h("button", { type: "button", class: "choice" }, words);
  const way = h("div", { class: "way" });
  const show = (link: SignInLink) => {
    const there = { title: texts.signInPage, url: link.url };
    if (link.code === null && deeds.staysHere(there)) return location.assign(link.url);
    const leading = linkView(there, deeds);
    way.replaceChildren(leading);
    if (link.code === null) return deeds.announce(texts.signInPage);
    const code = h("p", { class: "code", id: newId() }, texts.code(link.code));
    leading.setAttribute("aria-describedby", code.id);
    way.prepend(code);
    deeds.announce(texts.code(link.code));
  };
  const fail = (error: unknown) => {
    const reason = (error instanceof Trouble && error.message) || texts.noLink;
    way.replaceChildren(h("p", {}, reason));
    deeds.announce(reason);
  };
  button.addEventListener("click", () => {
    // Not `disabled`, which would take the focus away.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    void deeds
      .signIn()
      .then(show, fail)
      .finally(() => button.removeAttribute("aria-disabled"));
  });
  return h("div", { class: "signing" }, button, way);
}
