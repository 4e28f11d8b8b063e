// The script tag: it defines the element and, unless the page wrote one, adds it with the tag's own options.
import { BaliseChat } from "./element.ts";

const NAME = "balise-chat";
const options = document.currentScript instanceof HTMLScriptElement ? { ...document.currentScript.dataset } : {};

function embed(): void {
  if (document.querySelector(NAME)) return;
  const chat = document.createElement(NAME);
  Object.assign(chat.dataset, options);
  document.body.append(chat);
}

// Twice on a page, or in a page that was restored whole: once is enough.
if (!customElements.get(NAME)) {
  customElements.define(NAME, BaliseChat);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", embed);
  else embed();
}
