// What the tab keeps: which conversation, what was read of it, whether it was open. Nothing before the first opening.
// Session storage rather than a cookie: browsers refuse those of another site in an embedded page, and a shared computer
// keeps nothing once the tab is closed.
import type { Held } from "./model/messages.ts";

export interface Kept extends Held {
  readonly read: number;
  readonly open: boolean;
}

export class Keeping {
  readonly #key: string;

  constructor(endpoint: string) {
    this.#key = `balise ${endpoint}`;
  }

  /** Return what was kept; null when nothing was, or when the browser refuses to keep anything. */
  load(): Kept | null {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
      return isKept(kept) ? kept : null;
    } catch {
      return null;
    }
  }

  save(kept: Kept): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing: the conversation lasts as long as the page.
    }
  }

  forget(): void {
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Nothing was kept.
    }
  }
}

function isKept(value: unknown): value is Kept {
  return value !== null && typeof value === "object" && "conversation" in value && "token" in value && "read" in value;
}
