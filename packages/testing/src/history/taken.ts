import { entriesOf, type Evidence, type PaymentRow, type ReservationRow } from "./history.ts";

const ENDS_BY_ITSELF: ReadonlySet<string> = new Set(["held", "expired", "cancelled"]);

/** Numbers from one to another, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A span in which tickets of one type were, or may have been, somebody's; its end is not in it. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly quantity: number;
}

/** When tickets of a ticket type were surely taken, and when they may have been; the same of held. */
export interface Taken {
  readonly surely: readonly Span[];
  readonly maybe: readonly Span[];
  readonly surelyHeld: readonly Span[];
  readonly maybeHeld: readonly Span[];
}

/** What may have been true of a ticket type at an instant. */
interface Figures {
  readonly available: Range;
  readonly held: Range;
}

/** What is known of a reservation beside its row. Milliseconds since 1970. */
interface Known {
  /** When its reply was there; Infinity where none came. */
  readonly acknowledgedAt: number;
  readonly payments: readonly PaymentRow[];
  readonly commitMsMax: number;
}

/** @param commitMsMax how much later than the time that a row bears its commit is seen. */
export function takenBy(evidence: Evidence, commitMsMax: number): (ticketTypeId: string) => Taken {
  const acknowledgedAt = new Map<string, number>();
  for (const { key, outcome, answeredAt } of entriesOf(evidence, "reserve")) {
    if (outcome.kind !== "ok") continue;
    acknowledgedAt.set(key, Math.min(answeredAt, acknowledgedAt.get(key) ?? Infinity));
  }
  const { rows } = evidence;
  const paymentsOf = Map.groupBy(rows.payments, ({ reservationId }) => reservationId);
  const knownOf = ({ id, key }: ReservationRow): Known => ({
    acknowledgedAt: acknowledgedAt.get(key) ?? Infinity,
    payments: paymentsOf.get(id) ?? [],
    commitMsMax,
  });
  return (ticketTypeId) => {
    const taken = rows.reservations.flatMap((row) =>
      row.items
        .filter((item) => item.ticketTypeId === ticketTypeId)
        .map(({ quantity }) => takenByOne(row, quantity, knownOf(row))),
    );
    return {
      surely: taken.flatMap(({ surely }) => surely),
      maybe: taken.flatMap(({ maybe }) => maybe),
      surelyHeld: taken.flatMap(({ surelyHeld }) => surelyHeld),
      maybeHeld: taken.flatMap(({ maybeHeld }) => maybeHeld),
    };
  };
}

function takenByOne(row: ReservationRow, quantity: number, known: Known): Taken {
  const { createdAt, expiresAt, status } = row;
  const { acknowledgedAt, payments, commitMsMax } = known;
  const releasedAt = row.releasedAt ?? Infinity;
  const captured = payments.find((payment) => payment.status === "captured");
  const soldAt = Math.min(releasedAt, captured?.settledAt ?? Infinity);
  // What is due counts as left before anybody has released it, or has cancelled it with its event.
  const dueAt = ENDS_BY_ITSELF.has(status) ? expiresAt : Infinity;
  // So does what is paid for, from its end on, until the payment is there for all to see.
  const begunAt = payments.map(({ startedAt }) => startedAt).filter((at) => at < expiresAt);
  const gap = { from: expiresAt, to: Math.max(...begunAt) + commitMsMax };
  // A millisecond's end: what was read within it may be older than the answer.
  const surely = { from: acknowledgedAt + 1, quantity };
  return {
    surely: outside({ ...surely, to: Math.min(releasedAt, dueAt) }, gap),
    maybe: [{ from: createdAt, to: releasedAt + commitMsMax, quantity }],
    surelyHeld: outside({ ...surely, to: Math.min(soldAt, dueAt) }, gap),
    maybeHeld: [{ from: createdAt, to: soldAt + commitMsMax, quantity }],
  };
}

/** What is left of a span without a gap; parts that end before they begin hold no instant. */
function outside(span: Span, gap: { readonly from: number; readonly to: number }): Span[] {
  if (gap.to <= gap.from) return [span];
  return [
    { ...span, to: Math.min(span.to, gap.from) },
    { ...span, from: Math.max(span.from, gap.to) },
  ];
}

/** Instants between which nothing changes; those within the request and its two ends. */
export function instantsOf(taken: Taken, from: number, to: number): number[] {
  const { surely, maybe, surelyHeld, maybeHeld } = taken;
  const changes = [surely, maybe, surelyHeld, maybeHeld]
    .flat()
    .flatMap((span) => [span.from, span.to]);
  return [from, to, ...changes.filter((at) => at > from && at < to)];
}

/** What may have been true at an instant of a ticket type with this capacity. */
export function figuresAt(taken: Taken, capacity: number, at: number): Figures {
  return {
    available: { min: capacity - sumAt(taken.maybe, at), max: capacity - sumAt(taken.surely, at) },
    held: { min: sumAt(taken.surelyHeld, at), max: sumAt(taken.maybeHeld, at) },
  };
}

function sumAt(spans: readonly Span[], at: number): number {
  return spans
    .filter(({ from, to }) => from <= at && at < to)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
