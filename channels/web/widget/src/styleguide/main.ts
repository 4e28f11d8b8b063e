// `/styles`, in the demo: every state of the window, in the theme that the address names (?theme=sobre&scheme=sombre).
import { Conversation } from "../conversation.ts";
import { Keeping } from "../keeping.ts";
import type { State } from "../model/state.ts";
import { Api } from "../net/api.ts";
import { readOptions } from "../options.ts";
import { styles } from "../styles/sheet.ts";
import { Announcer } from "../view/announcer.ts";
import { h } from "../view/dom.ts";
import { Launcher } from "../view/launcher.ts";
import { Panel } from "../view/panel.ts";
import { PICTURE } from "./picture.ts";
import { STATES } from "./samples.ts";

const THEMES = ["balise", "sobre"];
const SCHEMES = ["auto", "clair", "sombre"];

/** Each window stands in the page, one after the other. */
const FRAME = new CSSStyleSheet();
FRAME.replaceSync(
  ".window { position: static; inline-size: auto; block-size: 38em; } .launcher { position: relative; inset: auto; }",
);

const asked = Object.fromEntries(new URLSearchParams(location.search));
// Nothing answers there: what is pressed on this page opens no conversation.
const options = { ...readOptions(asked, `${location.origin}/styles/nowhere`), page: false };
const announcer = new Announcer();

function framed(content: HTMLElement): HTMLElement {
  const host = h("div");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [styles(), FRAME];
  shadow.append(h("div", { class: "root", lang: "fr", "data-theme": options.theme, "data-scheme": options.scheme }, content));
  return host;
}

function launcher(unread: number): HTMLElement {
  const made = new Launcher(options.title || "Balise", () => undefined);
  made.show(false, unread);
  return framed(made.element);
}

class Sample extends Conversation {
  override file(): Promise<Blob> {
    return Promise.resolve(PICTURE);
  }
}

function panel(state: State): HTMLElement {
  const conversation = new Sample(new Api(options.endpoint), new Keeping(options.endpoint));
  const made = new Panel(conversation, announcer, options, () => undefined);
  made.show(state);
  return framed(made.element);
}

const themes = THEMES.flatMap((theme) => SCHEMES.map((scheme) => ({ theme, scheme })));
document
  .getElementById("states")
  ?.append(
    h(
      "ul",
      {},
      ...themes.map((one) =>
        h("li", {}, h("a", { href: `?${new URLSearchParams(one)}` }, `Thème ${one.theme}, ${one.scheme}`)),
      ),
    ),
    h("h2", {}, "Fermé"),
    launcher(0),
    h("h2", {}, "Fermé, avec des messages à lire"),
    launcher(2),
    ...Object.entries(STATES).flatMap(([title, state]) => [h("h2", {}, title), panel(state)]),
  );
