// Waiting between two tries: longer each time, and no longer once the network is back or the person comes back.
import { Trouble } from "./api.ts";

const FIRST = 500;
const LONGEST = 8000;

export class Patience {
  #tries = 0;
  #wake: (() => void) | null = null;

  /** How many times in a row it was waited. */
  get tries(): number {
    return this.#tries;
  }

  /** It worked: the next wait is a short one. */
  reset(): void {
    this.#tries = 0;
  }

  /**
   * Wait, between half and the whole of a time that doubles: not everybody comes back at the same instant.
   * `trouble` may have said that it takes longer.
   */
  async wait(signal: AbortSignal, trouble?: unknown): Promise<void> {
    const longest = Math.min(FIRST * 2 ** this.#tries++, LONGEST);
    const least = trouble instanceof Trouble ? trouble.notBefore : 0;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(least, longest * (0.5 + Math.random() / 2)));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener("abort", this.#wake, { once: true });
    });
    this.#wake = null;
  }

  /** End the present wait. */
  wake(): void {
    this.#wake?.();
  }
}
