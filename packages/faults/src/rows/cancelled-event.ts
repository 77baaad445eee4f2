import { organizerEventShape } from "@stampede/domain/events/shapes";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import { play, type Played } from "../histories/play.ts";
import type { Row } from "../row.ts";
import { expectThat } from "../stage/findings.ts";
import {
  AS_ORGANIZER,
  heldOf,
  insist,
  openSale,
  payCall,
  reserveCall,
  type Sale,
} from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";
import { untilWorkerWaits, whileLocked } from "../stage/while-locked.ts";

const QUEUE = { QUEUE_BACKEND: "postgres" };
const CAPACITY = 100;
const BUYERS = 16;
/** In turn; undefined for one who only holds. Some refunds fail at first. */
const TOKENS = ["tok", "refund_error", "tok", undefined] as const;
const IS_OPEN =
  "SELECT FROM reservations WHERE status NOT IN ('expired', 'cancelled', 'refunded') LIMIT 1";
const OVER_MS_MAX = 40_000;
/** Each look is a connection. */
const POLL_MS = 100;
const SIZES = { short: { buyers: 20, faults: 1 }, full: { buyers: 80, faults: 12 } };

export const cancelledEvent: Row = {
  name: "cancelled-event",
  fault:
    "an event is cancelled while its buyers buy and pay, with an API and a worker killed amid it",
  promise: "nothing is sold or admitted after it, and all who were charged have their money back",
  async run(stage) {
    await cancelAmidHistory(stage);
    await killMidway(stage);
  },
};

async function cancelAmidHistory(stage: Stage): Promise<void> {
  const { findings, scale } = stage;
  const played = await play(stage, { ...SIZES[scale], cancelsEvent: true });
  const { history, rows } = played;
  const isCancelled = history.some(
    ({ call, outcome }) => call === "cancel-event" && outcome.kind === "ok",
  );
  expectThat(findings, isCancelled, "nobody was told that the event is cancelled");
  findings.figures.set("charges that were given back", rows.refunds.length);
  await expectNothingKept(stage, played);
}

/** Kills the worker that winds an event up within the transaction that begins its refunds. */
async function killMidway(stage: Stage): Promise<void> {
  const { findings } = stage;
  const databaseUrl = await stage.database();
  const victim = await stage.worker(databaseUrl, QUEUE);
  const { url } = await stage.api(databaseUrl, QUEUE);
  const sale = await openSale(url, CAPACITY);
  await comeToBuy(stage, url, sale);
  await whileLocked(databaseUrl, "LOCK TABLE refunds IN EXCLUSIVE MODE", async () => {
    const cancelled = await insist(() => url, "organizer.events.cancel", {
      input: { eventId: sale.eventId },
      headers: AS_ORGANIZER,
    });
    const { status } = cancelled.ok(organizerEventShape);
    expectThat(findings, status === "cancelled", `the event is ${status}`);
    await untilWorkerWaits(databaseUrl);
    await victim.kill();
  });
  findings.operations += 1;
  const killedAt = performance.now();
  await stage.worker(databaseUrl, QUEUE);
  await waitFor(async () => (await query(databaseUrl, IS_OPEN)).length === 0, {
    timeoutMs: OVER_MS_MAX,
    pollMs: POLL_MS,
    describe: "everybody to have the money back",
  });
  findings.recoveryMs.push(performance.now() - killedAt);
  await expectNothingKept(stage, { databaseUrl });
}

/** Has some buyers hold and others pay. */
async function comeToBuy({ findings }: Stage, url: string, sale: Sale): Promise<void> {
  await Promise.all(
    Array.from({ length: BUYERS }, async (_, buyer) => {
      const mine = heldOf(await insist(() => url, "reservations.create", reserveCall(sale)));
      const token = TOKENS[buyer % TOKENS.length];
      if (token !== undefined) await insist(() => url, "reservations.pay", payCall(mine, token));
      findings.operations += token === undefined ? 1 : 2;
    }),
  );
}

/** Neither the gateway nor the counters keep anything of an event that is over. */
async function expectNothingKept(
  { findings }: Stage,
  { databaseUrl }: Pick<Played, "databaseUrl">,
): Promise<void> {
  const [books] = await query<{ kept: number; revenue: number; held: number; sold: number }>(
    databaseUrl,
    `SELECT ((SELECT coalesce(sum(amount), 0) FROM simulated_gateway.charges WHERE outcome = 'succeeded')
         - (SELECT coalesce(sum(amount), 0) FROM simulated_gateway.refunds))::int AS kept,
       sum(revenue)::int AS revenue, sum(held)::int AS held, sum(sold)::int AS sold
     FROM inventory`,
  );
  const isNothing = books !== undefined && Object.values(books).every((figure) => figure === 0);
  expectThat(findings, isNothing, `${JSON.stringify(books)} kept of a cancelled event`);
}
