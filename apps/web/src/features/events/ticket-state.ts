import type { Outputs } from "@stampede/client/api";

export type Event = Outputs["events"]["get"];
export type TicketType = Event["ticketTypes"][number];
export type Availability = Outputs["events"]["availability"];

/** Up to so many it is said that there are few left. */
export const FEW_LEFT_MAX = 10;

/** How tickets of one type are to be had, as far as it is known. Instants are ISO 8601. */
export type TicketState =
  | { readonly kind: "unknown" }
  | { readonly kind: "on_sale" | "few_left"; readonly available: number }
  /** Others are paying for all of them; the first of these may return at `returnsAt`. */
  | { readonly kind: "all_held"; readonly returnsAt: string | null }
  | { readonly kind: "not_started"; readonly opensAt: string | null }
  | { readonly kind: "sold_out" | "ended" };

/** The same of a whole event. */
export type EventState = TicketState | { readonly kind: "cancelled" | "no_tickets" };

/** What leads, where an event's ticket types are in different states. */
const LEADING = [
  "on_sale",
  "few_left",
  "all_held",
  "not_started",
  // Sold out is said only of an event of which all is sold.
  "ended",
  "sold_out",
  "unknown",
] as const satisfies TicketState["kind"][];

/** The state of a ticket type. */
export function ticketStateOf(
  { id, salesStartAt }: TicketType,
  availability: Availability | undefined,
): TicketState {
  const row = availability?.ticketTypes.find(({ ticketTypeId }) => ticketTypeId === id);
  if (row === undefined) return { kind: "unknown" };
  switch (row.status) {
    case "on_sale":
      return onSale(row.available);
    case "all_held":
      return { kind: "all_held", returnsAt: row.nextReleaseAt };
    case "not_started":
      return { kind: "not_started", opensAt: salesStartAt };
    case "sold_out":
    case "ended":
      return { kind: row.status };
    default:
      return row.status satisfies never;
  }
}

/** The state of an event: the best that one of its ticket types is in, with the figures of all. */
export function eventStateOf(event: Event, availability: Availability | undefined): EventState {
  if (event.status === "cancelled") return { kind: "cancelled" };
  if (event.ticketTypes.length === 0) return { kind: "no_tickets" };
  const states = event.ticketTypes.map((type) => ticketStateOf(type, availability));
  const leading = LEADING.find((kind) => states.some((state) => state.kind === kind));
  switch (leading) {
    case undefined:
    case "unknown":
      return { kind: "unknown" };
    case "on_sale":
    case "few_left":
      return onSale(states.reduce((sum, state) => sum + availableOf(state), 0));
    case "all_held":
      return { kind: leading, returnsAt: earliest(states.map(returnOf)) };
    case "not_started":
      return { kind: leading, opensAt: earliest(states.map(openingOf)) };
    case "sold_out":
    case "ended":
      return { kind: leading };
    default:
      return leading satisfies never;
  }
}

/** Whether tickets can be had now. */
export function isOffered({ kind }: EventState): boolean {
  return kind === "on_sale" || kind === "few_left";
}

/** How many of a ticket type can be reserved now. */
export function availableOf(state: TicketState): number {
  return "available" in state ? state.available : 0;
}

function onSale(available: number): TicketState {
  return { kind: available > FEW_LEFT_MAX ? "on_sale" : "few_left", available };
}

function returnOf(state: TicketState): string | null {
  return state.kind === "all_held" ? state.returnsAt : null;
}

function openingOf(state: TicketState): string | null {
  return state.kind === "not_started" ? state.opensAt : null;
}

// Instants of one form are in the order of their texts.
function earliest(instants: readonly (string | null)[]): string | null {
  return instants.filter((at) => at !== null).sort()[0] ?? null;
}
