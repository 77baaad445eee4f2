import type { Outputs } from "@stampede/client/api";
import { newIdempotencyKey } from "@stampede/client/idempotency-key";

import { forgetInTab, keepInTab, keptInTab } from "../../tab-storage.ts";

type Reservation = Outputs["reservations"]["get"];

/** What of a reservation tells how its attempts went. */
interface Known extends Pick<Reservation, "id" | "status"> {
  readonly timeline: readonly { readonly type: Reservation["timeline"][number]["type"] }[];
}

/** One press of "Pay": the key under which it is sent, however often, and the body that belongs to it. */
export interface Attempt {
  readonly idempotencyKey: string;
  readonly paymentToken: string;
  /** How many payments had been started before it: one more, and it has reached the server. */
  readonly startedBefore: number;
}

const PREFIX = "stampede.payment.";

/**
 * The attempt to send: the one that has had no answer yet, or else a new one, which is kept in this
 * tab before it goes out so that a reload in the middle sends the same key again.
 *
 * @param paymentToken the card; an attempt without an answer keeps its own
 */
export function attemptToSend(reservation: Known, paymentToken: string): Attempt {
  const unanswered = unansweredAttempt(reservation);
  if (unanswered !== null) return unanswered;
  const startedBefore = paymentsStarted(reservation);
  const attempt = { idempotencyKey: newIdempotencyKey(), paymentToken, startedBefore };
  keepInTab(PREFIX + reservation.id, JSON.stringify(attempt));
  return attempt;
}

/** The attempt of which this tab does not know the outcome, or null. */
export function unansweredAttempt(reservation: Known): Attempt | null {
  const attempt = parsed(keptInTab(PREFIX + reservation.id));
  return attempt === null || isAnswered(attempt, reservation) ? null : attempt;
}

/** An answer has come: another attempt gets another key. */
export function forgetAttempt(reservationId: string): void {
  forgetInTab(PREFIX + reservationId);
}

/**
 * Whether what the server says of a reservation is the answer to an attempt. While it is `paying`
 * nobody knows; `held` is an answer only when the attempt has come there and is over.
 */
export function isAnswered(
  { startedBefore }: Pick<Attempt, "startedBefore">,
  reservation: Pick<Known, "status" | "timeline">,
): boolean {
  if (reservation.status === "paying") return false;
  return reservation.status !== "held" || paymentsStarted(reservation) > startedBefore;
}

function paymentsStarted({ timeline }: Pick<Known, "timeline">): number {
  return timeline.filter(({ type }) => type === "payment_started").length;
}

function parsed(text: string | null): Attempt | null {
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  const read = (key: string): unknown => Reflect.get(Object(value), key);
  const [idempotencyKey, paymentToken] = [read("idempotencyKey"), read("paymentToken")];
  if (typeof idempotencyKey !== "string" || typeof paymentToken !== "string") return null;
  return { idempotencyKey, paymentToken, startedBefore: Number(read("startedBefore")) };
}
