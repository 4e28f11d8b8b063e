// What there is in a text: lines, and e-mail addresses.

export interface Part {
  readonly text: string;
  readonly address: boolean;
}

const ADDRESS = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

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
