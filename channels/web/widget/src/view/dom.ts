// Making elements. Texts go in as texts: nothing here parses HTML, which a strict CSP or Trusted Types would refuse.

type Value = string | number | boolean | ((event: Event) => void) | undefined;
export type Child = Node | string | null | false;

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: `onclick` listens, `true` is an attribute without a value, `false` and `undefined` are none. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/** A text for screen readers only. */
export function hidden(text: string): HTMLElement {
  return h("span", { class: "hidden" }, text);
}

/** Whether the keyboard is on an element, or in it. */
export function hasFocus(element: Element): boolean {
  return element.contains((element.getRootNode() as Document | ShadowRoot).activeElement);
}

let made = 0;

/** An id that no other element here has. */
export function newId(): string {
  return `made-${++made}`;
}

/** Draw an icon, 24 units wide, in the colour of the text around it; nothing is heard of it. */
export function icon(...paths: readonly string[]): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const drawn = paths.map((d) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    return path;
  });
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(...drawn);
  return svg;
}

export const icons = {
  /** A beacon on its post, and the path it marks. */
  mark: () => icon("M7 21V4.5h9.5l-2.6 3.4 2.6 3.4H7", "M11 21h2M16 21h2"),
  close: () => icon("M6 6l12 12M18 6L6 18"),
  menu: () => icon("M5 7h14M5 12h14M5 17h14"),
  send: () => icon("M4 12h14M12.5 6l6 6-6 6"),
  copy: () => icon("M9 9h10v11H9z", "M15 9V5H5v11h4"),
  done: () => icon("M5 12.5l4.5 4.5L19 7.5"),
  file: () => icon("M6 3h8l4 4v14H6z", "M14 3v4h4"),
  outside: () => icon("M10 5H5v14h14v-5", "M14 4h6v6M20 4l-9 9"),
  down: () => icon("M12 5v13M6 12.5l6 6 6-6"),
  person: () => icon("M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.5 20.5c.8-4 3.800-6 7.500-6s6.700 2 7.500 6"),
  thumb: () => icon("M7 11l4-7.5c1.300 0 2.300 1.100 2 2.400L12.300 10H18a2 2 0 0 1 2 2.300l-1 6a2 2 0 0 1-2 1.700H7z", "M7 11H4v9h3"),
  warning: () => icon("M12 3.500l9.500 17h-19z", "M12 10v5M12 17.500v.5"),
};
