// Until when somebody of the support desk is there, or from when on, by the clocks of France.
import { texts } from "../texts.ts";
import type { Support } from "./messages.ts";

const ZONE = { timeZone: "Europe/Paris" } as const;

/** Return it in words; empty where nobody has said. */
export function hoursOf(support: Support | null, now: Date = new Date()): string {
  if (support === null) return "";
  const words = support.open ? texts.support.open : texts.support.closed;
  if (support.changes_at === null) return words.always;
  const changes = new Date(support.changes_at);
  const hour = hourOf(changes);
  // Midnight is the end of a day rather than the beginning of the next.
  const day = dayOf(new Date(changes.getTime() - 1));
  return day === dayOf(now) ? words.today(hour) : words.until(dayOf(changes), hour);
}

function dayOf(at: Date): string {
  return at.toLocaleDateString("fr-FR", { ...ZONE, weekday: "long", day: "numeric", month: "long" }).replace(/ 1 /, " 1er ");
}

function hourOf(at: Date): string {
  const [hour, minutes] = at.toLocaleTimeString("fr-FR", { ...ZONE, hour: "2-digit", minute: "2-digit" }).split(":");
  return texts.hour(Number(hour), Number(minutes));
}
