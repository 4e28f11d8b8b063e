// A link, and where it goes.
import type { Link } from "../model/messages.ts";
import { placeOf } from "../model/wording.ts";
import { texts } from "../texts.ts";
import { h, hidden, icons } from "./dom.ts";

export interface LinkDeeds {
  /** Whether a link stays in this tab: signing in or out, on our own page. */
  staysHere(link: Link): boolean;
}

export function linkView(link: Link, deeds: LinkDeeds): HTMLElement {
  // A text that came from elsewhere never becomes a script.
  const safe = /^(https?|mailto|tel):/i.test(link.url);
  const here = deeds.staysHere(link);
  const tab = /^https?:/i.test(link.url) && !here;
  const place = here ? "" : placeOf(link);
  return h(
    "a",
    { class: "link", href: safe && link.url, target: tab && "_blank", rel: tab && "noopener noreferrer" },
    h("span", {}, link.title),
    place !== "" && h("span", { class: "place" }, link.url.startsWith("mailto:") ? `${texts.email} ${place}` : place),
    tab && hidden(` (${texts.newTab})`),
    tab && icons.outside(),
  );
}
