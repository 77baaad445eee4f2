import { formatMoney } from "../../format/money.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { type Availability, type Event, isOffered, ticketStateOf } from "./ticket-state.ts";

/** What there is to be had costs at least, in words; or else all that an event offers; null when that is nothing. */
export function priceFrom(
  { ticketTypes }: Event,
  availability: Availability | undefined,
  locale: Locale,
  texts: Texts<"events">,
): string | null {
  const offered = ticketTypes.filter((type) => isOffered(ticketStateOf(type, availability)));
  const prices = (offered.length > 0 ? offered : ticketTypes)
    .map(({ price }) => price)
    .sort((a, b) => a.amount - b.amount);
  const lowest = prices[0];
  if (lowest === undefined) return null;
  const isOnePrice = prices.at(-1)?.amount === lowest.amount;
  if (lowest.amount === 0) return isOnePrice ? texts.free : texts.fromFree;
  const text = formatMoney(lowest, locale, true);
  return isOnePrice ? text : texts.from(text);
}
