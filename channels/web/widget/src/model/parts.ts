// What there is in a text: lines, e-mail addresses, and the step of a procedure that it says it is.

export interface Part {
  readonly text: string;
  readonly address: boolean;
}

export interface Step {
  readonly step: number;
  readonly steps: number;
}

const ADDRESS = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const STEP = /(?<!\p{L})étape\s+(\d{1,2})\s*(?:sur|\/)\s*(\d{1,2})(?!\d)/iu;

/** Return the lines of a text that hold something. */
export function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.trim());
}

/** Cut a line into words and e-mail addresses. */
export function partsOf(line: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of line.matchAll(ADDRESS)) {
    if (found.index > end) parts.push({ text: line.slice(end, found.index), address: false });
    parts.push({ text: found[0], address: true });
    end = found.index + found[0].length;
  }
  if (end < line.length) parts.push({ text: line.slice(end), address: false });
  return parts;
}

/** Return the step that a text says it is, and of how many; null when it says none that makes sense. */
export function stepOf(text: string): Step | null {
  const found = STEP.exec(text);
  const [step, steps] = [Number(found?.[1]), Number(found?.[2])];
  return step >= 1 && step <= steps ? { step, steps } : null;
}
