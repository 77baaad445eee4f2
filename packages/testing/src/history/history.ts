import type {
  AvailabilityReply,
  CheckInReply,
  EventReply,
  ReservationReply,
  ReserveReply,
} from "./replies.ts";

/** What became of a call, as far as its caller could tell. */
export type Outcome<Reply> =
  | { readonly kind: "ok"; readonly reply: Reply }
  | { readonly kind: "failed"; readonly reason: string; readonly details: unknown }
  /** No answer, or one that leaves it open; it may have had its effect, now or later. */
  | { readonly kind: "unknown"; readonly reason: string };

interface Common<Reply> {
  readonly buyer: number;
  readonly process: number;
  /** Milliseconds since 1970 of the recorder's clock, which the database's agrees with. */
  readonly invokedAt: number;
  readonly answeredAt: number;
  readonly outcome: Outcome<Reply>;
}

interface ToReservation {
  readonly reservationId: string;
}

interface Keyed {
  readonly key: string;
}

type ReserveEntry = Common<ReserveReply> &
  Keyed & {
    readonly call: "reserve";
    readonly items: readonly { readonly ticketTypeId: string; readonly quantity: number }[];
    readonly email: string;
  };

type ReservationEntry<Call> = Common<ReservationReply> & ToReservation & { readonly call: Call };

/** One call and what became of it. */
export type Entry =
  | ReserveEntry
  | (ReservationEntry<"pay"> & Keyed)
  | (ReservationEntry<"refund"> & Keyed)
  | ReservationEntry<"cancel">
  | ReservationEntry<"read">
  /** Of a reservation that is not the caller's. */
  | (Common<unknown> & ToReservation & { readonly call: "spy" })
  | (Common<CheckInReply> & ToReservation & { readonly call: "check-in"; readonly code: string })
  | (Common<AvailabilityReply> & { readonly call: "availability" })
  /** By the organizer, who is no buyer: number -1. */
  | (Common<EventReply> & { readonly call: "cancel-event" });

/** The rows that a history left, read when all of it is over. Times are milliseconds since 1970. */
export interface Rows {
  readonly capacities: ReadonlyMap<string, number>;
  readonly reservations: readonly ReservationRow[];
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
  /** `checkedInAt` is milliseconds since the epoch by the database's clock; null for one who is not in. */
  readonly tickets: readonly {
    code: string;
    reservationId: string;
    checkedInAt: number | null;
  }[];
}

export interface ReservationRow {
  readonly id: string;
  readonly key: string;
  readonly email: string;
  readonly status: string;
  readonly items: readonly { readonly ticketTypeId: string; readonly quantity: number }[];
  readonly createdAt: number;
  readonly expiresAt: number;
  /** When its tickets should go back: a payment keeps them until it is settled. */
  readonly dueAt: number;
  /** When its tickets went back; null while they are its own. */
  readonly releasedAt: number | null;
}

export interface PaymentRow {
  readonly key: string;
  readonly reservationId: string;
  readonly status: string;
  /** Minor units. */
  readonly amount: number;
  readonly startedAt: number;
  /** When its outcome was written down; null while it is pending. */
  readonly settledAt: number | null;
}

export interface RefundRow {
  /** Null for one that nobody asked for. */
  readonly key: string | null;
  readonly reservationId: string;
  readonly status: string;
  /** Minor units. */
  readonly amount: number;
}

/** Of a payment: the gateway's word, which its key keeps. Other refusals leave the key unused. */
export const REFUSED_FOR_GOOD: ReadonlySet<string> = new Set(["CARD_DECLINED", "PAYMENT_FAILED"]);

/** A history and its rows, for a checker to look at. */
export interface Evidence {
  readonly history: readonly Entry[];
  readonly rows: Rows;
}

/** Finds what breaks one invariant: a line for each breach. */
export type Checker = (evidence: Evidence) => string[];

/** Those of one kind. */
export function entriesOf<Call extends Entry["call"]>(
  { history }: Evidence,
  ...calls: readonly Call[]
): Extract<Entry, { readonly call: Call }>[] {
  const wanted: ReadonlySet<string> = new Set(calls);
  return history.filter((entry): entry is Extract<Entry, { readonly call: Call }> =>
    wanted.has(entry.call),
  );
}
