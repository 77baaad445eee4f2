import { formatNumber } from "../../format/number.ts";
import { localOfInstant } from "../../format/temporal.ts";
import type { Locale } from "../../texts/locale.ts";
import type {
  EventInput,
  EventValues,
  OrganizerEvent,
  TicketTypeInput,
  TicketTypeValues,
} from "./event-values.ts";
import { readLocalTime } from "./local-time.ts";
import { parseMoney } from "./money-text.ts";
import type { FieldName, FieldProblem, Problem } from "./problems.ts";

// The server's own bounds; it decides, and the form only says it sooner.
const LINE_LENGTH_MAX = 200;
const DESCRIPTION_LENGTH_MAX = 20_000;
const TICKET_TYPE_DESCRIPTION_LENGTH_MAX = 2_000;
const SLUG_LENGTH_MAX = 80;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const PRICE_AMOUNT_MAX = 100_000_000;
const CAPACITY_MAX = 10_000_000;
const PER_RESERVATION_MAX = 1_000;
const YEAR = /^(?:19|[2-9]\d)\d\d-/;

/** What the fields say, or what is wrong with them, in their order on the page. */
export type ReadEvent =
  | { readonly event: EventInput; readonly problems: readonly [] }
  | { readonly event: null; readonly problems: readonly FieldProblem[] };

/**
 * Reads what was typed into the fields of an event.
 *
 * @param values the fields' texts
 * @param locale the language in which prices were typed
 * @param before what the fields were filled with: a time that was not touched stays the same instant
 */
export async function readEvent(
  values: EventValues,
  locale: Locale,
  before: OrganizerEvent | null = null,
): Promise<ReadEvent> {
  const reader = new FieldReader(values.timezone, locale, before);
  const event: EventInput = {
    name: reader.line("name", values.name),
    ...(values.slug.trim() !== "" && { slug: reader.slug(values.slug) }),
    description: reader.text("description", values.description, DESCRIPTION_LENGTH_MAX),
    timezone: reader.required("timezone", values.timezone),
    startsAt: (await reader.startTime(values.startsAt)) ?? "",
    endsAt: await reader.time("endsAt", values.endsAt, before?.endsAt),
    venue: reader.venue(values.venue),
    ticketTypes: [],
  };
  if (event.endsAt && event.startsAt && event.endsAt < event.startsAt) {
    reader.refuse("endsAt", "endBeforeStart");
  }
  for (const [index, ticketType] of values.ticketTypes.entries()) {
    event.ticketTypes.push(await reader.ticketType(index, ticketType));
  }
  const { problems } = reader;
  return problems.length === 0 ? { event, problems: [] } : { event: null, problems };
}

/** Reads one field after another, and remembers what is wrong with each. */
class FieldReader {
  readonly problems: FieldProblem[] = [];
  readonly #timezone: string;
  readonly #locale: Locale;
  readonly #before: OrganizerEvent | null;

  constructor(timezone: string, locale: Locale, before: OrganizerEvent | null) {
    this.#timezone = timezone;
    this.#locale = locale;
    this.#before = before;
  }

  refuse(field: FieldName, problem: Problem, detail?: string): void {
    this.problems.push({ field, problem, ...(detail !== undefined && { detail }) });
  }

  required(field: FieldName, typed: string): string {
    const text = typed.trim();
    if (text === "") this.refuse(field, "required");
    return text;
  }

  line(field: FieldName, typed: string): string {
    return this.#within(field, this.required(field, typed), LINE_LENGTH_MAX);
  }

  text(field: FieldName, typed: string, lengthMax: number): string {
    return this.#within(field, typed.trim(), lengthMax);
  }

  slug(typed: string): string {
    const slug = typed.trim();
    if (!SLUG.test(slug) || slug.length > SLUG_LENGTH_MAX) this.refuse("slug", "slug");
    return slug;
  }

  startTime(local: string): Promise<string | null> {
    if (local === "") this.refuse("startsAt", "required");
    return this.time("startsAt", local, this.#before?.startsAt);
  }

  /** @param before the instant that the field was filled with */
  async time(
    field: FieldName,
    local: string,
    before: string | null | undefined,
  ): Promise<string | null> {
    if (local === "") return null;
    // Of an hour that comes twice the field does not show which one it is.
    if (before && (await this.#isUntouched(local, before))) return before;
    const read = await readLocalTime(local, this.#timezone || "UTC");
    if ("problem" in read) this.refuse(field, read.problem);
    else if (!YEAR.test(read.at)) this.refuse(field, "year");
    else return read.at;
    return null;
  }

  async #isUntouched(local: string, before: string): Promise<boolean> {
    const timezone = this.#before?.timezone;
    return timezone === this.#timezone && (await localOfInstant(before, timezone)) === local;
  }

  venue({ name, address, city, country }: EventValues["venue"]): EventInput["venue"] {
    const isAny = [name, address, city, country].some((part) => part.trim() !== "");
    if (!isAny) return null;
    const part = (key: "address" | "city" | "country", typed: string): string | null =>
      this.#within(`venue.${key}`, typed.trim(), LINE_LENGTH_MAX) || null;
    return {
      name: this.line("venue.name", name),
      address: part("address", address),
      city: part("city", city),
      country: part("country", country),
    };
  }

  async ticketType(index: number, typed: TicketTypeValues): Promise<TicketTypeInput> {
    const at = <F extends keyof TicketTypeValues>(field: F) =>
      `ticketTypes.${index}.${field}` as const;
    const before = this.#before?.ticketTypes.find(({ id }) => id === typed.ticketTypeId);
    const salesStartAt = await this.time(
      at("salesStartAt"),
      typed.salesStartAt,
      before?.salesStartAt,
    );
    const salesEndAt = await this.time(at("salesEndAt"), typed.salesEndAt, before?.salesEndAt);
    if (salesStartAt && salesEndAt && salesEndAt <= salesStartAt) {
      this.refuse(at("salesEndAt"), "salesEndFirst");
    }
    return {
      name: this.line(at("name"), typed.name),
      description: this.text(
        at("description"),
        typed.description,
        TICKET_TYPE_DESCRIPTION_LENGTH_MAX,
      ),
      price: { amount: this.#price(at("price"), typed.price), currency: "EUR" },
      capacity: this.#whole(at("capacity"), typed.capacity, 0, CAPACITY_MAX),
      maxPerReservation: this.#whole(
        at("maxPerReservation"),
        typed.maxPerReservation,
        1,
        PER_RESERVATION_MAX,
      ),
      salesStartAt,
      salesEndAt,
    };
  }

  #price(field: FieldName, typed: string): number {
    if (typed.trim() === "") {
      this.refuse(field, "required");
      return 0;
    }
    const amount = parseMoney(typed, this.#locale);
    if (amount === undefined) this.refuse(field, "price");
    else if (amount > PRICE_AMOUNT_MAX) this.refuse(field, "priceMax");
    return amount ?? 0;
  }

  #whole(field: FieldName, typed: string, min: number, max: number): number {
    const digits = typed.replaceAll(/[\s\u00A0\u202F]/g, "");
    if (digits === "") {
      this.refuse(field, "required");
      return min;
    }
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
    if (value >= min && value <= max) return value;
    const [from, to] = [min, max].map((bound) => formatNumber(bound, this.#locale));
    this.refuse(field, "wholeNumber", `${from}–${to}`);
    return min;
  }

  #within(field: FieldName, text: string, lengthMax: number): string {
    if (text.length > lengthMax) this.refuse(field, "tooLong", String(lengthMax));
    return text;
  }
}
