import { first, isNode, type JsonNode, text, types, values, withoutPrefix } from "./json-node.ts";
import { type InstantRule, toInstant } from "./to-instant.ts";
import { toMinorUnits } from "./to-minor-units.ts";

/** A ticket type as an offer states it, before the domain's own schema has seen it. */
export interface TicketTypeDraft {
  name: string;
  description?: string;
  price: { amount: number; currency: string };
  capacity: number;
  maxPerReservation?: number;
  salesStartAt?: string;
  salesEndAt?: string;
}

/** Told of each thing that keeps a record out. */
export type Report = (problem: string) => void;

/** The only offer of an event needs no name of its own. */
const NAME_DEFAULT = "Regular";
const SALES_START_TIME_OF_DAY = "00:00";
const SALES_END_TIME_OF_DAY = "23:59";
const NOT_FOR_SALE = new Set(["SoldOut", "OutOfStock", "Discontinued"]);

/**
 * The ticket types of an event's `offers`.
 *
 * @param timezone IANA name, for dates and times without an offset.
 * @returns empty where there are no offers; what is wrong with one is reported instead.
 */
export function toTicketTypes(
  event: JsonNode,
  timezone: string,
  report: Report,
): TicketTypeDraft[] {
  const offers = values(event, "offers");
  const drafts = offers.map((offer, index) => {
    const place = `offers[${index}]`;
    const say: Report = (problem) => report(`${place} ${problem}`);
    if (!isNode(offer)) return say("is not an Offer");
    if (types(offer).includes("AggregateOffer")) {
      return say("is an AggregateOffer, which only sums up offers; list each Offer instead");
    }
    return toTicketType(offer, { event, isOnly: offers.length === 1, timezone }, say);
  });
  return drafts.filter((draft) => draft !== undefined);
}

interface Surroundings {
  readonly event: JsonNode;
  readonly isOnly: boolean;
  readonly timezone: string;
}

function toTicketType(
  offer: JsonNode,
  { event, isOnly, timezone }: Surroundings,
  report: Report,
): TicketTypeDraft | undefined {
  const name = text(offer, "name") ?? (isOnly ? NAME_DEFAULT : null);
  if (name === null) report("has no name");
  const availability = withoutPrefix(text(offer, "availability") ?? "");
  if (NOT_FOR_SALE.has(availability)) report(`is not for sale (availability ${availability})`);
  const price = priceOf(offer, event, report);
  const capacity = quantity(offer, "inventoryLevel") ?? (isOnly ? attendeesOf(event) : null);
  if (capacity === null) report("has no inventoryLevel, so how many there are is not known");
  const window = salesWindow(offer, timezone, report);
  if (name === null || price === null || capacity === null) return undefined;

  const description = text(offer, "description");
  const [eligible] = values(offer, "eligibleQuantity");
  const most = isNode(eligible) ? first(eligible, "maxValue") : undefined;
  return {
    name,
    ...(description === null ? {} : { description }),
    price,
    capacity,
    ...(typeof most === "number" ? { maxPerReservation: most } : {}),
    ...window,
  };
}

function priceOf(
  offer: JsonNode,
  event: JsonNode,
  report: Report,
): TicketTypeDraft["price"] | null {
  const stated = first(offer, "price");
  const isFree = first(offer, "isAccessibleForFree") ?? first(event, "isAccessibleForFree");
  const amount = stated === undefined && isFree === true ? 0 : toMinorUnits(stated);
  if (amount === null) {
    report(
      typeof stated !== "string" && typeof stated !== "number"
        ? "has no price"
        : `has a price that is not a decimal number of whole cents: ${quote(String(stated))}`,
    );
    return null;
  }
  const currency = text(offer, "priceCurrency") ?? (amount === 0 ? "EUR" : null);
  if (currency === "EUR") return { amount, currency };
  report(currency === null ? "has no priceCurrency" : `is not in EUR but in ${currency}`);
  return null;
}

/** A number, or the `value` of a `QuantitativeValue`. */
function quantity(node: JsonNode, name: string): number | null {
  const [stated] = values(node, name);
  const value = isNode(stated) ? first(stated, "value") : stated;
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d{1,15}$/u.test(value.trim()) ? Number(value) : null;
}

function attendeesOf(event: JsonNode): number | null {
  return quantity(event, "maximumAttendeeCapacity");
}

function salesWindow(
  offer: JsonNode,
  timezone: string,
  report: Report,
): { salesStartAt?: string; salesEndAt?: string } {
  const instant = (names: readonly string[], timeOfDay: string): string | undefined => {
    const name = names.find((candidate) => text(offer, candidate) !== null);
    const value = name === undefined ? null : text(offer, name);
    if (name === undefined || value === null) return undefined;
    const rule: InstantRule = { timezone, timeOfDay };
    const parsed = toInstant(value, rule);
    if (parsed === null) report(`has a ${name} that is not an ISO 8601 date: ${quote(value)}`);
    return parsed?.toISOString();
  };
  const salesStartAt = instant(["availabilityStarts", "validFrom"], SALES_START_TIME_OF_DAY);
  const salesEndAt = instant(["availabilityEnds", "validThrough"], SALES_END_TIME_OF_DAY);
  return {
    ...(salesStartAt === undefined ? {} : { salesStartAt }),
    ...(salesEndAt === undefined ? {} : { salesEndAt }),
  };
}

const QUOTE_LENGTH_MAX = 60;

/** A text of the file in a message: one line, and no longer than can be read. */
export function quote(value: string): string {
  return JSON.stringify(value.slice(0, QUOTE_LENGTH_MAX));
}
