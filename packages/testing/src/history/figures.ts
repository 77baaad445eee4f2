import { type Checker, entriesOf, type Evidence, type ReservationRow } from "./history.ts";
import { shortDetails } from "./replies.ts";

/**
 * A row bears the time of its statement, and its commit is seen later: by a statement's limit, and by
 * how long a transaction may lie idle while its process is frozen.
 */
const COMMIT_MS_MAX = 7_000;

const ENDS_BY_ITSELF: ReadonlySet<string> = new Set(["held", "expired", "cancelled"]);

/** A span in which tickets of one type were, or may have been, somebody's. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly quantity: number;
}

/** What is known of a ticket type: when tickets were surely taken, and when they may have been. */
interface Taken {
  readonly surely: readonly Span[];
  readonly maybe: readonly Span[];
}

/** 11: what a reply says of what is left was true at some instant within its request. */
export const figuresWereTrue: Checker = (evidence) => {
  const takenOf = takenBy(evidence);
  const claims = [...shownFigures(evidence), ...refusals(evidence)];
  return claims.flatMap(({ ticketTypeId, available, invokedAt, answeredAt, said }) => {
    const capacity = evidence.rows.capacities.get(ticketTypeId);
    if (capacity === undefined) return [`${said}: there is no ticket type ${ticketTypeId}`];
    const taken = takenOf(ticketTypeId);
    const wasTrue = instantsOf(taken, invokedAt, answeredAt).some((at) => {
      const least = capacity - sumAt(taken.maybe, at);
      const most = capacity - sumAt(taken.surely, at);
      return least <= available.max && most >= available.min;
    });
    if (wasTrue) return [];
    return [`${said} of ${ticketTypeId} was true at no instant from ${invokedAt} to ${answeredAt}`];
  });
};

interface Claim {
  readonly said: string;
  readonly ticketTypeId: string;
  /** What was left, if it is to be true. */
  readonly available: { readonly min: number; readonly max: number };
  readonly invokedAt: number;
  readonly answeredAt: number;
}

function shownFigures(evidence: Evidence): Claim[] {
  return entriesOf(evidence, "availability").flatMap(({ outcome, invokedAt, answeredAt }) => {
    if (outcome.kind !== "ok") return [];
    return outcome.reply.ticketTypes.map(({ ticketTypeId, available }) => ({
      said: `${available} available`,
      ticketTypeId,
      available: { min: available, max: available },
      invokedAt,
      answeredAt,
    }));
  });
}

function refusals(evidence: Evidence): Claim[] {
  return entriesOf(evidence, "reserve").flatMap(({ outcome, items, invokedAt, answeredAt }) => {
    if (outcome.kind !== "failed") return [];
    if (outcome.reason !== "SOLD_OUT" && outcome.reason !== "ALL_HELD") return [];
    const { ticketTypeId } = shortDetails.parse(outcome.details);
    const asked = items.find((item) => item.ticketTypeId === ticketTypeId)?.quantity ?? 0;
    const available = { min: 0, max: asked - 1 };
    return [{ said: outcome.reason, ticketTypeId, available, invokedAt, answeredAt }];
  });
}

function takenBy(evidence: Evidence): (ticketTypeId: string) => Taken {
  const acknowledgedAt = new Map<string, number>();
  for (const { key, outcome, answeredAt } of entriesOf(evidence, "reserve")) {
    if (outcome.kind !== "ok") continue;
    acknowledgedAt.set(key, Math.min(answeredAt, acknowledgedAt.get(key) ?? Infinity));
  }
  return (ticketTypeId) => {
    const spans = evidence.rows.reservations.flatMap((row) =>
      row.items
        .filter((item) => item.ticketTypeId === ticketTypeId)
        .map(({ quantity }) => spansOf(row, quantity, acknowledgedAt.get(row.key) ?? Infinity)),
    );
    return { surely: spans.map(({ surely }) => surely), maybe: spans.map(({ maybe }) => maybe) };
  };
}

function spansOf(
  { createdAt, expiresAt, releasedAt, status }: ReservationRow,
  quantity: number,
  acknowledgedAt: number,
): { surely: Span; maybe: Span } {
  // What is due counts as left before anybody has released it, or has cancelled it with its event.
  const dueAt = ENDS_BY_ITSELF.has(status) ? expiresAt : Infinity;
  return {
    // A millisecond's end: what was read within it may be older than the answer.
    surely: { from: acknowledgedAt + 1, to: Math.min(releasedAt ?? Infinity, dueAt), quantity },
    maybe: { from: createdAt, to: (releasedAt ?? Infinity) + COMMIT_MS_MAX, quantity },
  };
}

/** Instants between which nothing changes; those within the request and its two ends. */
function instantsOf({ surely, maybe }: Taken, from: number, to: number): number[] {
  const changes = [...surely, ...maybe].flatMap((span) => [span.from, span.to]);
  return [from, to, ...changes.filter((at) => at > from && at < to)];
}

function sumAt(spans: readonly Span[], at: number): number {
  return spans
    .filter(({ from, to }) => from <= at && at < to)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
