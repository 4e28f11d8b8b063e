// One constructable style sheet: a strict CSP has neither a style element nor a style attribute to refuse.
import base from "./base.css?inline";
import message from "./message.css?inline";
import modes from "./modes.css?inline";
import themes from "./themes.css?inline";
import window from "./window.css?inline";

let sheet: CSSStyleSheet | null = null;

/** Return the sheet, made once for all the elements of a page. */
export function styles(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([themes, base, window, message, modes].join("\n"));
  }
  return sheet;
}
