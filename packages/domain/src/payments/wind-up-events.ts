import { isUnavailable } from "@stampede/db/errors";
import { cancelHolds, CANCEL_GROUP_MAX } from "./cancel-holds.ts";
import type { PaymentContext } from "./payment-context.ts";
import { refundGroup } from "./refund-group.ts";

/** Reservations looked at in one step, and refunded in one transaction at most. */
const PAGE_MAX = 1_000;
/** Cancelled events in one call; more than this are left for the next. */
const EVENTS_MAX = 100;
/** A call begins no new round of steps after this; what is left is for the next. */
const RUN_MS_MAX = 5_000;
/** More than these in one page are no single reservations' fault; the rest of it is for later. */
const SPOILT_MAX = 8;
/** Walks remembered between calls; past it all begin anew, which costs time and no more. */
const WALKS_MAX = 10_000;

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

/** How far the walks have come that a call did not end: the id of an event → of a reservation. */
export type Walked = Map<string, string>;

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
 * @param options.walked the same for every call of a process: an event so large that no call sees the
 *   end of it is gone on with.
 * @param options.runMsMax each event has one step at least, however short this is.
 * @throws the first error of what could not be wound up, once all else was tried.
 */
export async function windUpEvents(
  ctx: Pick<PaymentContext, "db" | "alarms">,
  options: { readonly walked?: Walked; readonly runMsMax?: number } = {},
): Promise<WoundUp> {
  const { walked = new Map(), runMsMax = RUN_MS_MAX } = options;
  const deadlineMs = performance.now() + runMsMax;
  let cancelled = 0;
  let refunds = 0;
  let failure: { readonly error: unknown } | undefined;
  const note = (error: unknown): void => void (failure ??= { error });
  let walks = await readLeft(ctx, walked);
  // In turns, so that a large event does not keep the buyers of a small one waiting.
  do {
    const unfinished: Walk[] = [];
    for (const walk of walks) {
      try {
        const step = await takeStep(ctx, walk, note);
        cancelled += step.cancelled;
        refunds += step.refunds;
        remember(walked, walk.eventId, step.next);
        if (step.next !== undefined) unfinished.push({ ...walk, after: step.next });
      } catch (error) {
        note(error);
      }
    }
    walks = unfinished;
  } while (walks.length > 0 && performance.now() < deadlineMs);
  if (failure !== undefined) throw failure.error;
  return { cancelled, refunds, more: walks.length > 0 };
}

async function readLeft({ db }: Pick<PaymentContext, "db">, walked: Walked): Promise<Walk[]> {
  const { rows } = await db.pool.query<Omit<Walk, "after">>({ name: "events-left", text: LEFT });
  return rows.map((row) => ({ ...row, after: walked.get(row.eventId) ?? BEFORE_ALL }));
}

/** A walk that has come to its end begins anew: what was locked or failed is behind it. */
function remember(walked: Walked, eventId: string, next: string | undefined): void {
  walked.delete(eventId);
  if (next === undefined) return;
  if (walked.size >= WALKS_MAX) walked.clear();
  walked.set(eventId, next);
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

/** Holds that cannot be ended keep nobody's money, and one refund that fails none of the others. */
async function takeStep(
  ctx: Pick<PaymentContext, "db" | "alarms">,
  { eventId, isSold, after }: Walk,
  note: (error: unknown) => void,
): Promise<Step> {
  let cancelled = 0;
  try {
    cancelled = await cancelHolds(ctx, eventId);
  } catch (error) {
    note(error);
  }
  const page = isSold ? await readPage(ctx, eventId, after) : [];
  const paid = page.filter(({ isPaid }) => isPaid).map(({ id }) => id);
  const refunds = await refundPage(ctx, eventId, paid, note);
  const isOver = page.length < PAGE_MAX && cancelled < CANCEL_GROUP_MAX;
  return { cancelled, refunds, next: isOver ? undefined : (page.at(-1)?.id ?? after) };
}

/** Refunds a page's reservations; halving finds the one that spoils it, and the others go through. */
async function refundPage(
  ctx: Pick<PaymentContext, "db" | "alarms">,
  eventId: string,
  paid: readonly string[],
  note: (error: unknown) => void,
): Promise<number> {
  let refunds = 0;
  let spoilt = 0;
  const groups = paid.length === 0 ? [] : [paid];
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    try {
      refunds += await refundGroup(ctx, eventId, group);
    } catch (error) {
      if (group.length > 1 && !isUnavailable(error)) {
        const middle = Math.ceil(group.length / 2);
        groups.push(group.slice(middle), group.slice(0, middle));
        continue;
      }
      note(error);
      spoilt += 1;
      if (isUnavailable(error) || spoilt === SPOILT_MAX) break;
    }
  }
  return refunds;
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
