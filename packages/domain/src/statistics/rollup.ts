import type { Transaction } from "@stampede/db/transaction";

/** What happened, in reservations or in tickets. */
export type Happening = "reserved" | "refused" | "paid" | "expired" | "cancelled" | "refunded";

/** How many of each happened; what is not named did not happen. */
export interface Happenings {
  readonly reservations: Readonly<Partial<Record<Happening, number>>>;
  readonly tickets: Readonly<Partial<Record<Happening, number>>>;
  /** Minor units captured less those refunded. */
  readonly revenue?: number;
}

const HAPPENINGS: readonly Happening[] = [
  "reserved",
  "refused",
  "paid",
  "expired",
  "cancelled",
  "refunded",
];

const COLUMNS = [
  "revenue",
  ...HAPPENINGS.map((name) => `reservations_${name}`),
  ...HAPPENINGS.map((name) => `tickets_${name}`),
];

const ADD_TO_MINUTE = `
  INSERT INTO event_minutes AS m (event_id, minute, ${COLUMNS.join(", ")})
  VALUES ($1, date_trunc('minute', $2::timestamptz, 'UTC'), ${COLUMNS.map((_, i) => `$${i + 3}`).join(", ")})
  ON CONFLICT (event_id, minute) DO UPDATE
  SET ${COLUMNS.map((column) => `${column} = m.${column} + excluded.${column}`).join(", ")}`;

/**
 * Adds to the rollup of the minute that `at` (database time) lies in.
 *
 * Locks the minute's row until the transaction ends, so it comes after the lock of the counters:
 * every transaction takes its locks in the order reservations, counters, minute.
 */
export function addToMinute(
  tx: Transaction,
  eventId: string,
  at: Date,
  { reservations, tickets, revenue = 0 }: Happenings,
): void {
  tx.send({
    name: "add-to-minute",
    text: ADD_TO_MINUTE,
    values: [
      eventId,
      at,
      revenue,
      ...HAPPENINGS.map((name) => reservations[name] ?? 0),
      ...HAPPENINGS.map((name) => tickets[name] ?? 0),
    ],
  });
}

const ADD_TO_PAY_SECONDS = `
  INSERT INTO event_pay_seconds AS s (event_id, seconds, reservations)
  VALUES ($1, $2, $3)
  ON CONFLICT (event_id, seconds) DO UPDATE SET reservations = s.reservations + excluded.reservations`;

/**
 * Counts reservations that were paid `seconds` (whole, at least 0) after they were made.
 *
 * @param reservations how many more; negative takes away.
 */
export function addToPaySeconds(
  tx: Transaction,
  eventId: string,
  seconds: number,
  reservations = 1,
): void {
  tx.send({
    name: "add-to-pay-seconds",
    text: ADD_TO_PAY_SECONDS,
    values: [eventId, seconds, reservations],
  });
}
