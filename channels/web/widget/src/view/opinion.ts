// Under an answer that gives advice: whether it helped and, if it did not, why.
import type { Opinion } from "../model/messages.ts";
import { Trouble } from "../net/api.ts";
import { texts } from "../texts.ts";
import { h, hasFocus, icons, newId } from "./dom.ts";
import { toolbar } from "./toolbar.ts";

const LONGEST = 500;

export interface Judging {
  /** Rejects with `Trouble` when it is not kept. */
  judge(opinion: Opinion | null): Promise<void>;
  announce(text: string): void;
}

export class OpinionView {
  readonly element: HTMLElement;
  readonly #judging: Judging;
  readonly #yes = thumb("yes", texts.helped);
  readonly #no = thumb("no", texts.helpedNot);
  readonly #reason = h("p", { class: "reason", hidden: true });
  readonly #status = h("p", { class: "fate", hidden: true });
  #opinion: Opinion | null = null;
  #asking: HTMLElement | null = null;
  #wishes = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(judging: Judging) {
    this.#judging = judging;
    this.#yes.addEventListener("click", () => void this.#press(true));
    this.#no.addEventListener("click", () => void this.#press(false));
    const bar = toolbar(texts.judging, "thumbs", [this.#yes, this.#no]);
    this.element = h("div", { class: "opinion" }, bar, this.#status, this.#reason);
  }

  /** Show what is kept. */
  show(opinion: Opinion | null): void {
    this.#opinion = opinion;
    this.#yes.setAttribute("aria-pressed", String(opinion?.helpful === true));
    this.#no.setAttribute("aria-pressed", String(opinion?.helpful === false));
    this.#reason.hidden = !opinion?.reason;
    this.#reason.textContent = opinion?.reason ? texts.reason(opinion.reason) : "";
  }

  /** What is pressed already is taken back. */
  async #press(helpful: boolean): Promise<void> {
    const withdrawn = this.#opinion?.helpful === helpful;
    const refusal = await this.#keep(withdrawn ? null : { helpful, reason: null });
    if (refusal === null) return;
    if (refusal) return this.#tell(`${texts.notJudged} ${refusal}`);
    this.#close();
    if (withdrawn) return this.#tell(texts.unjudged);
    this.#tell(helpful ? texts.judged : texts.judgedNot);
    if (!helpful) this.#ask();
  }

  /** Returns why it is not kept, empty when it is; null when another has been asked for since, which leaves after it. */
  #keep(opinion: Opinion | null): Promise<string | null> {
    const wish = ++this.#wishes;
    const kept = this.#last.then(async () => {
      if (wish !== this.#wishes) return null;
      const refusal = await this.#judging.judge(opinion).then(() => "", reasonOf);
      return wish === this.#wishes ? refusal : null;
    });
    this.#last = kept;
    return kept;
  }

  #tell(text: string): void {
    this.#status.textContent = text;
    this.#status.hidden = false;
    this.#judging.announce(text);
  }

  /** The form comes just after the button that was pressed: the focus stays where the person has put it. */
  #ask(): void {
    const box = h("textarea", { rows: 2, maxlength: LONGEST, autocomplete: "off" });
    const error = h("p", { class: "fate", id: newId(), hidden: true });
    const warning = h("p", { class: "warning", id: newId() }, texts.warning);
    box.setAttribute("aria-describedby", `${error.id} ${warning.id}`);
    const form = h(
      "form",
      { class: "why", novalidate: true },
      h("label", {}, texts.why, box),
      error,
      warning,
      h(
        "div",
        { class: "choices" },
        h("button", { type: "submit", class: "choice" }, texts.sendWhy),
        h("button", { type: "button", class: "choice", onclick: () => this.#close() }, texts.noWhy),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(box, error);
    });
    // In the box, arrows and the like are for the text, not for the messages.
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
    });
    this.#asking = form;
    this.element.append(form);
    form.scrollIntoView({ block: "nearest" });
  }

  /** What is refused stays in the box, with why. */
  async #send(box: HTMLTextAreaElement, error: HTMLElement): Promise<void> {
    const reason = box.value.trim();
    if (!reason) return this.#close();
    const refusal = await this.#keep({ helpful: false, reason });
    if (refusal === null) return;
    if (!refusal) {
      this.#close();
      return this.#tell(texts.judged);
    }
    box.setAttribute("aria-invalid", "true");
    error.replaceChildren(icons.warning(), refusal);
    error.hidden = false;
    this.#judging.announce(refusal);
  }

  /** The focus leaves the form before the form leaves the page. */
  #close(): void {
    if (this.#asking && hasFocus(this.#asking)) this.#no.focus();
    this.#asking?.remove();
    this.#asking = null;
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Trouble && error.message) || texts.tryAgain;
}

function thumb(name: "yes" | "no", label: string): HTMLButtonElement {
  const shown = { type: "button", class: `thumb ${name}`, "aria-label": label, title: label, "aria-pressed": "false" };
  return h("button", shown, icons.thumb());
}
