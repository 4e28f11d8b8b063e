// Search as one types over what Balise can do. The index comes from the gateway.

export interface Topic {
  /** What is sent when it is chosen. */
  readonly title: string;
  /** Words that lead to it beside those of its title: lower case, without accents. */
  readonly words: readonly string[];
}

const SHORTEST = 3;
const LONGEST_SENTENCE = 6;
const IN_TITLE = 3;

/** Return the few topics that what is typed may lead to, best first; none for a sentence: it says enough by itself. */
export function search(topics: readonly Topic[], typed: string, most = 3): readonly Topic[] {
  const asked = wordsOf(typed);
  if (asked.length > LONGEST_SENTENCE) return [];
  const words = asked.filter((word) => word.length >= SHORTEST);
  if (!words.length) return [];
  return topics
    .map((topic) => ({ topic, score: score(topic, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ topic }) => topic);
}

/** Return the words of a text, as they are compared. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function score(topic: Topic, words: readonly string[]): number {
  const title = wordsOf(topic.title);
  return words
    .map((word): number => {
      if (title.some((one) => one.startsWith(word))) return IN_TITLE;
      return topic.words.some((one) => one.startsWith(word)) ? 1 : 0;
    })
    .reduce((sum, one) => sum + one, 0);
}
