import { TRANSACTION_TIMEOUT_MS } from "@stampede/db/limit-transactions";

import { type Checker, entriesOf, type Evidence } from "./history.ts";
import { shortDetails } from "./replies.ts";
import { figuresAt, instantsOf, type Range, takenBy } from "./taken.ts";

/**
 * A row bears the time of its statement, and its commit is seen later: by how long a transaction may
 * last, and by how long the server takes to write the commit down.
 */
const COMMIT_MS_MAX = TRANSACTION_TIMEOUT_MS + 1_000;
const ANY: Range = { min: 0, max: Infinity };
const NONE: Range = { min: 0, max: 0 };
const SOME: Range = { min: 1, max: Infinity };

/** 11: what a reply says of what is left was true at some instant within its request. */
export const figuresWereTrue: Checker = (evidence) => {
  const takenOf = takenBy(evidence, COMMIT_MS_MAX);
  const claims = [...shownFigures(evidence), ...refusals(evidence)];
  return claims.flatMap(({ ticketTypeId, available, held, invokedAt, answeredAt, said }) => {
    const capacity = evidence.rows.capacities.get(ticketTypeId);
    if (capacity === undefined) return [`${said}: there is no ticket type ${ticketTypeId}`];
    const taken = takenOf(ticketTypeId);
    const possible = instantsOf(taken, invokedAt, answeredAt).map((at) =>
      figuresAt(taken, capacity, at),
    );
    const wasTrue = possible.some(
      (figures) => meet(figures.available, available) && meet(figures.held, held),
    );
    if (wasTrue) return [];
    const were = possible.map((one) => `${text(one.available)} available, ${text(one.held)} held`);
    return [
      `${said} of ${ticketTypeId} was true at no instant from ${invokedAt} to ${answeredAt}: ` +
        [...new Set(were)].join("; "),
    ];
  });
};

const meet = (one: Range, other: Range): boolean => one.min <= other.max && one.max >= other.min;
const text = ({ min, max }: Range): string => `${min} to ${max}`;

interface Claim {
  readonly said: string;
  readonly ticketTypeId: string;
  /** What was left, and what was held, if it is to be true. */
  readonly available: Range;
  readonly held: Range;
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
      held: ANY,
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
    // What is held may return, and is told apart from what is sold.
    const held = outcome.reason === "SOLD_OUT" ? NONE : SOME;
    return [{ said: outcome.reason, ticketTypeId, available, held, invokedAt, answeredAt }];
  });
}
