// What the tab keeps: which conversation, what opens it, what was read of it, whether it was open. Nothing before the first
// opening. Session storage rather than a cookie: browsers refuse those of another site in an embedded page, and a shared computer
// keeps nothing once the tab is closed.
import type { Held } from "./model/messages.ts";

export interface Kept extends Held {
  readonly awaited: readonly string[];
  readonly read: number;
  readonly open: boolean;
}

export class Keeping {
  readonly #key: string;
  #tabs: BroadcastChannel | null = null;

  constructor(endpoint: string) {
    this.#key = `balise ${endpoint}`;
  }

  /** Return what was kept; null when nothing was, undefined when the browser refuses to keep anything. */
  load(): Kept | null | undefined {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? "null");
      return isKept(kept) ? { ...kept, awaited: kept.awaited ?? [] } : null;
    } catch {
      return undefined;
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

  /** Hear the tokens that other tabs of this origin await, until `stop`: a duplicated tab holds the same conversation. */
  listen(heard: (awaited: Held) => void): void {
    this.stop();
    try {
      this.#tabs = new BroadcastChannel(this.#key);
    } catch {
      // Firefox refuses it where it keeps nothing: no other tab holds the same conversation.
      return;
    }
    this.#tabs.addEventListener("message", (event) => isHeld(event.data) && heard(event.data));
  }

  tell(awaited: Held): void {
    this.#tabs?.postMessage(awaited);
  }

  stop(): void {
    this.#tabs?.close();
    this.#tabs = null;
  }
}

function isHeld(value: unknown): value is Held {
  return value !== null && typeof value === "object" && "conversation" in value && "token" in value;
}

function isKept(value: unknown): value is Kept {
  return isHeld(value) && "read" in value;
}
