import { formatMoney } from "../../format/money.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import type { Event } from "./ticket-state.ts";

/** What an event's tickets cost at least, in words; null when it has none. */
export function priceFrom(
  { ticketTypes }: Event,
  locale: Locale,
  texts: Texts<"events">,
): string | null {
  const prices = ticketTypes.map(({ price }) => price).sort((a, b) => a.amount - b.amount);
  const lowest = prices[0];
  if (lowest === undefined) return null;
  const isOnePrice = prices.at(-1)?.amount === lowest.amount;
  if (lowest.amount === 0) return isOnePrice ? texts.free : texts.fromFree;
  const text = formatMoney(lowest, locale, true);
  return isOnePrice ? text : texts.from(text);
}
