// What screen readers are told as it happens: one live region, apart from the transcript.
import { h } from "./dom.ts";

/** Cleared too soon, TalkBack says nothing; never cleared, it is read again by whoever walks through the page. */
const KEPT = 1000;

export class Announcer {
  readonly element = h("div", { class: "hidden", role: "log", "aria-live": "polite", "aria-relevant": "additions" });

  /** Have a text said, after what is being said. */
  say(text: string): void {
    const said = h("p", {}, text);
    this.element.append(said);
    setTimeout(() => said.remove(), KEPT);
  }
}
