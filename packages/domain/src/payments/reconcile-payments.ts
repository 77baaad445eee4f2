import { payments, refunds } from "@stampede/db/schema";
import { transaction } from "@stampede/db/transaction";
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { lookUpPayment } from "./look-up-payment.ts";
import type { PaymentContext, PaymentRow, RefundRow } from "./payment-context.ts";
import { refundPayment } from "./refund-payment.ts";
import { releasePins } from "./release-pins.ts";

/** Asked at the same time: the gateway and the connections are the buyers' too. */
const BATCH_MAX = 5;
const BATCHES_MAX = 200;
/** A call takes no new batch after this; what is left is for the next. */
const RUN_MS_MAX = 10_000;
/** While tickets wait for the answer. */
const PINNED_DELAY_SECONDS_MAX = 5;
const DELAY_SECONDS_MAX = 60;
/** 2 to this power is past every delay. */
const DOUBLINGS_MAX = 6;

/** What a call brought about. */
interface Reconciled {
  /** Payments whose outcome is known now. */
  readonly settled: number;
  /** Refunds whose money is back now. */
  readonly refunded: number;
  /** Payments and refunds that were asked about and are not over. */
  readonly waiting: number;
}

/**
 * Asks the gateway about every payment and refund whose time to be asked about has come, and writes
 * down what it says. Safe to call at any time, any number of times, from any number of processes.
 */
export async function reconcilePayments(ctx: PaymentContext): Promise<Reconciled> {
  const charges = await settlePending(ctx);
  const returns = await sendRefunds(ctx);
  return {
    settled: charges.over,
    refunded: returns.over,
    waiting: charges.waiting + returns.waiting,
  };
}

/** How many of those that were asked about are over, and how many are not. */
interface Asked {
  readonly over: number;
  readonly waiting: number;
}

/**
 * The payments' part: settles those that the gateway knows of, and gives back tickets that have
 * waited for it long enough. No answer is never taken for a refusal.
 */
export function settlePending(ctx: PaymentContext): Promise<Asked> {
  return inBatches({
    claim: () => claimPayments(ctx),
    ask: (payment) => lookUpPayment(ctx, payment),
    isOver: ({ status }) => status !== "pending",
    nextAt: ({ nextCheckAt }) => nextCheckAt,
    // The gateway is asked first: what it has just told of need not be given back.
    afterBatch: () => releasePins(ctx),
    ctx,
  });
}

/** The refunds' part: has the gateway make those that it has not made yet, without end. */
export function sendRefunds(ctx: PaymentContext): Promise<Asked> {
  return inBatches({
    claim: () => claimRefunds(ctx),
    ask: (refund) => refundPayment(ctx, refund),
    isOver: ({ status }) => status === "done",
    nextAt: ({ nextAttemptAt }) => nextAttemptAt,
    afterBatch: () => Promise.resolve(0),
    ctx,
  });
}

interface Work<Row> {
  /** Takes rows that nobody else is asking about, and puts off their next time. */
  claim(): Promise<Row[]>;
  /** Gives the row as it is afterwards. */
  ask(row: Row): Promise<Row>;
  isOver(row: Row): boolean;
  nextAt(row: Row): Date;
  /** Runs at least once. */
  afterBatch(): Promise<unknown>;
  readonly ctx: PaymentContext;
}

async function inBatches<Row extends { readonly id: string }>(work: Work<Row>): Promise<Asked> {
  const { ctx } = work;
  const deadlineMs = performance.now() + RUN_MS_MAX;
  let over = 0;
  let waiting = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const claimed = await work.claim();
    for (const row of await Promise.all(claimed.map((entry) => askOne(work, entry)))) {
      if (work.isOver(row)) over++;
      else {
        waiting++;
        ctx.alarms.reconcileAt(work.nextAt(row));
      }
    }
    await work.afterBatch();
    if (claimed.length < BATCH_MAX || performance.now() > deadlineMs) break;
  }
  return { over, waiting };
}

/** One that fails must not keep the others from being asked about. */
async function askOne<Row extends { readonly id: string }>(
  work: Work<Row>,
  row: Row,
): Promise<Row> {
  try {
    return await work.ask(row);
  } catch (error) {
    work.ctx.log.error({ error, id: row.id }, "the gateway's word could not be written down");
    return row;
  }
}

function claimPayments(ctx: PaymentContext): Promise<PaymentRow[]> {
  const now = sql`clock_timestamp()`;
  return transaction(ctx.db, async ({ orm }) => {
    const due = await orm
      .select({ id: payments.id })
      .from(payments)
      .where(and(eq(payments.status, "pending"), lte(payments.nextCheckAt, now)))
      .orderBy(asc(payments.nextCheckAt))
      .limit(BATCH_MAX)
      .for("update", { skipLocked: true });
    if (due.length === 0) return [];
    const cap = sql`CASE WHEN ${payments.pinnedUntil} > ${now}
      THEN ${PINNED_DELAY_SECONDS_MAX}::int ELSE ${DELAY_SECONDS_MAX}::int END`;
    const delay = sql`least(${cap}, power(2, least(${payments.checks}, ${DOUBLINGS_MAX}::int)))`;
    return orm
      .update(payments)
      .set({
        checks: sql`${payments.checks} + 1`,
        nextCheckAt: sql`${now} + make_interval(secs => ${delay})`,
      })
      .where(
        inArray(
          payments.id,
          due.map(({ id }) => id),
        ),
      )
      .returning();
  });
}

function claimRefunds(ctx: PaymentContext): Promise<RefundRow[]> {
  const now = sql`clock_timestamp()`;
  return transaction(ctx.db, async ({ orm }) => {
    const due = await orm
      .select({ id: refunds.id })
      .from(refunds)
      .where(and(eq(refunds.status, "pending"), lte(refunds.nextAttemptAt, now)))
      .orderBy(asc(refunds.nextAttemptAt))
      .limit(BATCH_MAX)
      .for("update", { skipLocked: true });
    if (due.length === 0) return [];
    const doubled = sql`power(2, least(${refunds.attempts}, ${DOUBLINGS_MAX}::int))`;
    return orm
      .update(refunds)
      .set({
        attempts: sql`${refunds.attempts} + 1`,
        nextAttemptAt: sql`${now} + make_interval(secs => least(${DELAY_SECONDS_MAX}::int, ${doubled}))`,
      })
      .where(
        inArray(
          refunds.id,
          due.map(({ id }) => id),
        ),
      )
      .returning();
  });
}
