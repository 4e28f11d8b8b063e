// Buttons of which one only is on the Tab key's way; the arrows, Home and End go to the others.
import { h } from "./dom.ts";

/** Put buttons in a toolbar called `label`. */
export function toolbar(label: string, className: string, buttons: readonly HTMLElement[]): HTMLElement {
  const bar = h("div", { class: className, role: "toolbar", "aria-label": label }, ...buttons);
  const reach = (chosen: HTMLElement) => {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1;
  };
  if (buttons[0]) reach(buttons[0]);
  for (const button of buttons) button.addEventListener("focus", () => reach(button));
  bar.addEventListener("keydown", (event) => {
    const here = buttons.findIndex((button) => button.tabIndex === 0);
    const next = placeAfter(event.key, here, buttons.length, getComputedStyle(bar).direction === "rtl");
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[next]?.focus();
  });
  return bar;
}

/** Return where a key leads from a place among `count`, round the ends; null when it leads nowhere. */
export function placeAfter(key: string, here: number, count: number, rtl: boolean): number | null {
  const towards: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    ArrowRight: rtl ? -1 : 1,
    ArrowLeft: rtl ? 1 : -1,
  };
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = towards[key];
  return step === undefined ? null : (here + step + count) % count;
}
