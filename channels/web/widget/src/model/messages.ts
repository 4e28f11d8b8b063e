// The HTTP interface's shapes (docs/http.md).

export type Author = "assistant" | "practitioner" | "agent" | "system";

export interface Choice {
  readonly id: string;
  readonly title: string;
}

export interface Link {
  readonly title: string;
  readonly url: string;
}

export interface Paper {
  readonly name: string;
  readonly title: string;
  readonly media_type: string;
  /** In bytes. */
  readonly size: number;
  /** Under the gateway's address, opened with the conversation's token. */
  readonly url: string;
}

export interface Message {
  /** From 1, without holes. */
  readonly seq: number;
  readonly at: string;
  readonly author: Author;
  readonly text: string;
  readonly buttons: readonly Choice[];
  readonly files: readonly Paper[];
  readonly links: readonly Link[];
  readonly source: string | null;
}

export interface Presence {
  readonly typing: boolean;
  readonly handled_by: Author;
}

export interface Transcript extends Presence {
  readonly messages: readonly Message[];
}

/** What opens a conversation again. */
export interface Held {
  readonly conversation: string;
  readonly token: string;
}

/** What is said: one of the two. */
export type Said = { readonly text: string } | { readonly button: string };
