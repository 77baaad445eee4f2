import { type CreateEventInput, createEventInput } from "../events/shapes.ts";
import { timezoneInput } from "../events/timezone.ts";
import { first, isNode, type JsonNode, text, types, values, withoutPrefix } from "./json-node.ts";
import { toInstant } from "./to-instant.ts";
import { quote, type Report, type TicketTypeDraft, toTicketTypes } from "./to-ticket-types.ts";
import { toVenue } from "./to-venue.ts";

/** What completes records that do not say all. */
export interface MappingOptions {
  /** IANA name; of events that name none. A time's own offset wins over it. */
  readonly timezone: string;
  /** `HH:MM`, local: when an event begins whose start is a date only. */
  readonly startTime: string;
  /** For events without offers of their own. */
  readonly ticketTypes: readonly TicketTypeDraft[];
}

export type Mapped =
  | { readonly event: CreateEventInput; readonly isCancelled: boolean }
  | { readonly problems: readonly string[] };

/** An event whose end is a date only lasts to the end of that day. */
const END_TIME_OF_DAY = "23:59";
/** Types of schema.org below `Event` that do not end in it. */
const OTHER_EVENT_TYPES = new Set(["Festival", "Hackathon", "CourseInstance", "EventSeries"]);

/**
 * What a schema.org event is in Stampede. Properties that Stampede has no place for are passed
 * over; the event's `url` becomes the last line of its description.
 *
 * https://schema.org/Event
 *
 * @returns everything that keeps the record out, where something does.
 */
export function toEventInput(node: unknown, options: MappingOptions): Mapped {
  const problems: string[] = [];
  const report: Report = (problem) => problems.push(problem);
  if (!isNode(node)) return { problems: ["is not an object"] };
  if (!types(node).some(isEventType)) return { problems: [`is not an Event${typeNote(node)}`] };

  const timezone = timezoneOf(node, options, report);
  const name = text(node, "name");
  if (name === null) report("has no name");
  const startsAt = dateOf(node, "startDate", { timezone, timeOfDay: options.startTime }, report);
  if (startsAt === undefined && values(node, "startDate").length === 0) report("has no startDate");
  const endsAt = dateOf(node, "endDate", { timezone, timeOfDay: END_TIME_OF_DAY }, report);
  if (startsAt !== undefined && endsAt !== undefined && endsAt < startsAt) {
    report("has an endDate before its startDate");
  }
  const status = withoutPrefix(text(node, "eventStatus") ?? "");
  if (status === "EventPostponed") report("is postponed, so its date is not known");
  const ticketTypes = ticketTypesOf(node, { timezone, fallback: options.ticketTypes }, report);
  if (problems.length > 0) return { problems };

  const checked = createEventInput.safeParse({
    name,
    description: descriptionOf(node),
    startsAt: startsAt?.toISOString(),
    ...(endsAt === undefined ? {} : { endsAt: endsAt.toISOString() }),
    timezone,
    venue: toVenue(node),
    ticketTypes,
  });
  if (checked.success) return { event: checked.data, isCancelled: status === "EventCancelled" };
  return {
    problems: checked.error.issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`),
  };
}

function isEventType(type: string): boolean {
  return type.endsWith("Event") || OTHER_EVENT_TYPES.has(type);
}

function typeNote(node: JsonNode): string {
  const [type] = types(node);
  return type === undefined ? " (it has no @type)" : ` (its @type is ${quote(type)})`;
}

/** The timezone of the event's schedule is the one place where schema.org names one. */
function timezoneOf(node: JsonNode, options: MappingOptions, report: Report): string {
  const [schedule] = values(node, "eventSchedule");
  const stated = isNode(schedule) ? text(schedule, "scheduleTimezone") : null;
  const checked = timezoneInput.safeParse(stated ?? options.timezone);
  if (checked.success) return checked.data;
  report(`has a timezone that is not an IANA name: ${quote(stated ?? options.timezone)}`);
  return "UTC";
}

function dateOf(
  node: JsonNode,
  name: "startDate" | "endDate",
  rule: { timezone: string; timeOfDay: string },
  report: Report,
): Date | undefined {
  const value = first(node, name);
  if (value === undefined) return undefined;
  const instant = typeof value === "string" ? toInstant(value.trim(), rule) : null;
  if (instant !== null) return instant;
  const said = typeof value === "string" ? `: ${quote(value)}` : "";
  report(`has a ${name} that is not an ISO 8601 date${said}`);
  return undefined;
}

function ticketTypesOf(
  node: JsonNode,
  { timezone, fallback }: { timezone: string; fallback: readonly TicketTypeDraft[] },
  report: Report,
): readonly TicketTypeDraft[] {
  if (values(node, "offers").length > 0) return toTicketTypes(node, timezone, report);
  if (fallback.length === 0) report("has no offers, and no ticket type is given for such events");
  return fallback;
}

function descriptionOf(node: JsonNode): string {
  const parts = [text(node, "description"), text(node, "url")];
  return parts.filter((part) => part !== null).join("\n\n");
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./u, "");
}
