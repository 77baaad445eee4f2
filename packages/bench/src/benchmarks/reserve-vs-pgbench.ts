import { reckonMinutes } from "../lab/fill.ts";
import { preparePgbench } from "../lab/pgbench.ts";
import { measureWork } from "../measure/load.ts";
import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { reserveRequest } from "./requests.ts";

const CLIENTS = 16;
/** Its connections begin anew each time, and do their best only after a while. */
const PGBENCH_SECONDS_MIN = 3;

/** What the database alone does with one transaction for each reservation. */
export const reserveVsPgbench: Benchmark = {
  name: "reserve-vs-pgbench",
  title: `reserve ÷ pgbench's best single-row function on the same database, ${CLIENTS} clients`,
  group: "goals",
  goal: { compare: ">=", bound: 10 },
  async run(stage) {
    const { scale, lab, signal } = stage;
    const database = await stage.database();
    const [event, rowEvent] = [await database.createEvent(), await database.createEvent()];
    const pgbench = await preparePgbench(lab, database, rowEvent, signal);
    if (pgbench === undefined) return { skipped: "pgbench is not installed" };
    const api = await stage.api(database);
    const seconds = Math.max(PGBENCH_SECONDS_MIN, Math.round(scale.seconds));
    const subjects = await interleave(scale.rounds, [
      { name: "reserve", measure: () => measurePeak(stage, api, reserveRequest(event)) },
      {
        name: "pgbench",
        measure: () =>
          measureWork(stage, {}, async () => ({
            perSecond: await pgbench.run({ clients: CLIENTS, seconds, groupSize: 1 }),
            seconds,
          })),
      },
    ]);
    await reckonMinutes(database, rowEvent);
    return {
      figure: { unit: "×", spread: ratioOf(subjects, "reserve", "pgbench") },
      subjects,
      more: { version: pgbench.version },
    };
  },
};
