import { cancelHolds, CANCEL_GROUP_MAX } from "./cancel-holds.ts";
import type { PaymentContext } from "./payment-context.ts";
import { refundGroup } from "./refund-group.ts";

/** Reservations looked at in one step, and refunded in one transaction at most. */
const PAGE_MAX = 1_000;
/** Cancelled events in one call; more than this are left for the next. */
const EVENTS_MAX = 100;
/** A call begins no new step after this; what is left is for the next. */
const RUN_MS_MAX = 5_000;

/** What a call brought about. */
interface WoundUp {
  /** Holds that were cancelled. */
  readonly cancelled: number;
  /** Refunds that were started. */
  readonly refunds: number;
  /** Whether the call stopped at its bound with more to do. */
  readonly more: boolean;
}

/** How far a call has come with an event: its reservations are walked in the order of their ids. */
interface Walk {
  readonly eventId: string;
  /** Whether any of its tickets are sold; a walk past millions that are not would find nothing. */
  readonly isSold: boolean;
  readonly after: string;
}

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

// What is held or sold is counted in few rows, so they tell what is left to do without a walk. By
// chance, so that those which cannot be wound up do not keep the others from their turn.
const LEFT = `
  SELECT e.id AS "eventId", bool_or(i.sold > 0) AS "isSold"
  FROM events e JOIN inventory i ON i.event_id = e.id
  WHERE e.status = 'cancelled' AND i.held + i.sold > 0
  GROUP BY e.id ORDER BY random() LIMIT ${EVENTS_MAX}`;

/**
 * Winds up cancelled events: ends what is held, and starts a refund for all that is paid, in groups.
 * What is being paid is left until the gateway has said; a success is refunded by itself. The
 * database alone says what is left to do, so that a call that dies is continued by the next. Safe to
 * call at any time, any number of times, from any number of processes.
 *
 * @throws the first event's error that could not be wound up, once all others were tried.
 */
export async function windUpEvents(ctx: Pick<PaymentContext, "db" | "alarms">): Promise<WoundUp> {
  const deadlineMs = performance.now() + RUN_MS_MAX;
  let cancelled = 0;
  let refunds = 0;
  let failure: { readonly error: unknown } | undefined;
  const { rows } = await ctx.db.pool.query<Omit<Walk, "after">>({
    name: "events-left",
    text: LEFT,
  });
  let walks: Walk[] = rows.map((row) => ({ ...row, after: BEFORE_ALL }));
  // In turns, so that a large event does not keep the buyers of a small one waiting.
  while (walks.length > 0 && performance.now() < deadlineMs) {
    const unfinished: Walk[] = [];
    for (const walk of walks) {
      try {
        const step = await takeStep(ctx, walk);
        cancelled += step.cancelled;
        refunds += step.refunds;
        if (step.next !== undefined) unfinished.push({ ...walk, after: step.next });
      } catch (error) {
        failure ??= { error };
      }
    }
    walks = unfinished;
  }
  if (failure !== undefined) throw failure.error;
  return { cancelled, refunds, more: walks.length > 0 };
}

interface Step {
  readonly cancelled: number;
  readonly refunds: number;
  /** Where the next step begins; undefined where there is none. */
  readonly next: string | undefined;
}

const PAGE = `
  SELECT id, status = 'paid' AS "isPaid" FROM reservations
  WHERE event_id = $1 AND id > $2 ORDER BY id LIMIT ${PAGE_MAX}`;

async function takeStep(
  ctx: Pick<PaymentContext, "db" | "alarms">,
  { eventId, isSold, after }: Walk,
): Promise<Step> {
  const cancelled = await cancelHolds(ctx, eventId);
  const page = isSold ? await readPage(ctx, eventId, after) : [];
  const paid = page.filter(({ isPaid }) => isPaid).map(({ id }) => id);
  const refunds = paid.length === 0 ? 0 : await refundGroup(ctx, eventId, paid);
  const isOver = page.length < PAGE_MAX && cancelled < CANCEL_GROUP_MAX;
  return { cancelled, refunds, next: isOver ? undefined : (page.at(-1)?.id ?? after) };
}

async function readPage(
  ctx: Pick<PaymentContext, "db">,
  eventId: string,
  after: string,
): Promise<{ id: string; isPaid: boolean }[]> {
  const { rows } = await ctx.db.pool.query<{ id: string; isPaid: boolean }>({
    name: "reservations-page",
    text: PAGE,
    values: [eventId, after],
  });
  return rows;
}
