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

/** How a file is seen: its size in pixels, and what it shows in words. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly table: readonly { readonly label: string; readonly value: string }[];
}

export interface Paper {
  readonly name: string;
  readonly title: string;
  readonly media_type: string;
  /** In bytes. */
  readonly size: number;
  /** Under the gateway's address, opened with the conversation's token. */
  readonly url: string;
  /** Null for what is only to download. */
  readonly picture: Picture | null;
}

/** Where a question stands in its procedure: the last step is the recap. */
export interface Step {
  readonly n: number;
  readonly total: number;
}

export interface Opinion {
  readonly helpful: boolean;
  /** Why it did not help, if they said. */
  readonly reason: string | null;
}

export interface Message {
  /** From 1, without holes. */
  readonly seq: number;
  readonly at: string;
  readonly author: Author;
  /** The name of the agent who wrote it. */
  readonly speaker: string | null;
  readonly step: Step | null;
  readonly text: string;
  readonly buttons: readonly Choice[];
  readonly files: readonly Paper[];
  readonly links: readonly Link[];
  readonly source: string | null;
  /** What the person thinks of it; only of an assistant's that has a source. */
  readonly opinion: Opinion | null;
  /** The words of an offer to sign in; null for none. */
  readonly sign_in: string | null;
}

/** Who is signed in. */
export interface SignedIn {
  readonly name: string;
  /** Until when they may act. */
  readonly until: string;
}

/** Whether somebody of the support desk is there, and when that changes; null when it never does. */
export interface Support {
  readonly open: boolean;
  readonly changes_at: string | null;
}

export interface Presence {
  readonly typing: boolean;
  readonly handled_by: Author;
  readonly signed_in: SignedIn | null;
  /** The name of the agent who answers. */
  readonly speaker: string | null;
  /** Null where the hours are not known. */
  readonly support: Support | null;
}

export interface Transcript extends Presence {
  readonly messages: readonly Message[];
}

/** What opens a conversation again. */
export interface Held {
  readonly conversation: string;
  readonly token: string;
}

/** Where one signs in, and the code to type there; none where the browser itself is known. */
export interface SignInLink {
  readonly url: string;
  readonly code: string | null;
}

/** What is said: one of the two. */
export type Said = { readonly text: string } | { readonly button: string };
