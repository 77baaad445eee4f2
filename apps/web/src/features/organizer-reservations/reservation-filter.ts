import type { Outputs } from "@stampede/client/api";

export type Reservation = Outputs["organizer"]["reservations"]["get"];
export type ReservationStatus = Reservation["status"];

/** What the list is narrowed to, as the address says it. */
export interface ReservationFilter {
  readonly search?: string;
  readonly status?: ReservationStatus;
}

export const STATUSES = [
  "held",
  "paying",
  "paid",
  "expired",
  "cancelled",
  "refunding",
  "refunded",
] as const satisfies readonly ReservationStatus[];

/** The server takes no more. */
export const SEARCH_LENGTH_MAX = 200;

/** The filter as it stands in an address, where it may be anything. */
export interface ReservationSearch {
  readonly search?: unknown;
  readonly status?: unknown;
}

/** Reads the filter from an address; what cannot be read is left away. */
export function readFilter({ search, status }: ReservationSearch): ReservationFilter {
  const known = STATUSES.find((name) => name === status);
  // The router reads a search for digits as a number.
  const text = typeof search === "number" ? String(search) : search;
  const wanted = typeof text === "string" ? text.trim().slice(0, SEARCH_LENGTH_MAX) : "";
  return { ...(wanted !== "" && { search: wanted }), ...(known && { status: known }) };
}
