// What a site may set, as `data-` attributes of the script tag or of the element.

export type Position = "end" | "start";
export type Theme = "balise" | "sobre";
export type Scheme = "auto" | "clair" | "sombre";

export interface Options {
  /** The gateway's origin and path, without a final slash. */
  readonly endpoint: string;
  /** Floating over a page, or filling the place it is given. */
  readonly page: boolean;
  readonly position: Position;
  readonly theme: Theme;
  readonly scheme: Scheme;
  /** What the window is called; empty: our own name. */
  readonly title: string;
  /** Whether it is open from the start. */
  readonly open: boolean;
}

/** Read options; what is unknown is the default. `origin` is where the script came from. */
export function readOptions(data: Readonly<Record<string, string | undefined>>, origin: string): Options {
  const page = data["mode"] === "page";
  return {
    endpoint: (data["endpoint"] ?? origin).replace(/\/+$/, ""),
    page,
    position: oneOf(data["position"], ["end", "start"]),
    theme: oneOf(data["theme"], ["balise", "sobre"]),
    scheme: oneOf(data["scheme"], ["auto", "clair", "sombre"]),
    title: data["title"]?.trim() ?? "",
    open: page || data["open"] === "" || data["open"] === "true",
  };
}

/** Return the value if it is known, or the first known one. */
function oneOf<const Known extends readonly [string, ...string[]]>(value: string | undefined, known: Known): Known[number] {
  return known.find((one) => one === value) ?? known[0];
}
