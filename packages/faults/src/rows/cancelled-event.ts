import { query } from "@stampede/testing/query";
import { play, type Played } from "../histories/play.ts";
import type { Row } from "../row.ts";
import { expectThat } from "../stage/findings.ts";
import type { Stage } from "../stage/stage.ts";

const SIZES = { short: { buyers: 20, faults: 1 }, full: { buyers: 80, faults: 12 } };

export const cancelledEvent: Row = {
  name: "cancelled-event",
  fault:
    "an event is cancelled while its buyers buy and pay, with an API and a worker killed amid it",
  promise: "nothing is sold or admitted after it, and all who were charged have their money back",
  async run(stage) {
    const played = await play(stage, { ...SIZES[stage.scale], cancelsEvent: true });
    const { findings } = stage;
    const { history, rows } = played;
    const isCancelled = history.some(
      ({ call, outcome }) => call === "cancel-event" && outcome.kind === "ok",
    );
    expectThat(findings, isCancelled, "nobody was told that the event is cancelled");
    findings.figures.set("charges that were given back", rows.refunds.length);
    await expectNothingKept(stage, played);
  },
};

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
