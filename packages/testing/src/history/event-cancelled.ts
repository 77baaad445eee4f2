import { type Checker, entriesOf, type Evidence } from "./history.ts";

/** Of a reservation of a cancelled event, once all is over: nobody holds, pays or has a ticket. */
const OVER: ReadonlySet<string> = new Set(["expired", "cancelled", "refunded"]);

/**
 * Of an event that was acknowledged to be cancelled: nothing is sold afterwards, none of its tickets
 * admits, and in the end everybody who was charged has all of the money back.
 */
export const cancelledIsOver: Checker = (evidence) => {
  const acknowledgedAt = Math.min(
    ...entriesOf(evidence, "cancel-event")
      .filter(({ outcome }) => outcome.kind === "ok")
      .map(({ answeredAt }) => answeredAt),
  );
  if (acknowledgedAt === Infinity) return [];
  return [
    ...soldAfter(evidence, acknowledgedAt),
    ...admittedAfter(evidence, acknowledgedAt),
    ...leftOpen(evidence),
    ...notRefunded(evidence),
  ];
};

function soldAfter({ rows }: Evidence, acknowledgedAt: number): string[] {
  // Both instants are read before the event's status is, by a clock that shows parts of a millisecond.
  const isAfter = (at: number): boolean => Math.floor(at) > acknowledgedAt;
  return [
    ...rows.reservations
      .filter(({ createdAt }) => isAfter(createdAt))
      .map(({ id }) => `${id} was reserved after the event was cancelled`),
    ...rows.payments
      .filter(({ startedAt }) => isAfter(startedAt))
      .map(({ reservationId }) => `${reservationId} was charged after the event was cancelled`),
  ];
}

function admittedAfter(evidence: Evidence, acknowledgedAt: number): string[] {
  // Asked for afterwards, whatever became of the answer: one that is lost has admitted as well.
  const askedOnlyAfter = new Map<string, boolean>();
  for (const { code, invokedAt } of entriesOf(evidence, "check-in")) {
    askedOnlyAfter.set(code, (askedOnlyAfter.get(code) ?? true) && invokedAt > acknowledgedAt);
  }
  return evidence.rows.tickets
    .filter(
      ({ code, checkedInAt }) =>
        checkedInAt !== null && (checkedInAt > acknowledgedAt || askedOnlyAfter.get(code) === true),
    )
    .map(({ code }) => `${code} was admitted after the event was cancelled`);
}

function leftOpen({ rows }: Evidence): string[] {
  return rows.reservations
    .filter(({ status }) => !OVER.has(status))
    .map(({ id, status }) => `${id} of a cancelled event is ${status}`);
}

function notRefunded({ rows }: Evidence): string[] {
  const charged = sums(rows.payments.filter(({ status }) => status === "captured"));
  const returned = sums(rows.refunds.filter(({ status }) => status === "done"));
  const ids = new Set([...charged.keys(), ...returned.keys()]);
  return [...ids].flatMap((id) => {
    const [paid = 0, back = 0] = [charged.get(id), returned.get(id)];
    return paid === back
      ? []
      : [`${id} of a cancelled event was charged ${paid}, given back ${back}`];
  });
}

/** Minor units by reservation. */
function sums(
  amounts: readonly { readonly reservationId: string; readonly amount: number }[],
): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const { reservationId, amount } of amounts) {
    totals.set(reservationId, (totals.get(reservationId) ?? 0) + amount);
  }
  return totals;
}
