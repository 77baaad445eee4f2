import type { BenchDatabase, BenchEvent } from "../lab/bench-database.ts";
import { reckonMinutes } from "../lab/fill.ts";
import { preparePgbench } from "../lab/pgbench.ts";
import type { Stage } from "../lab/stage.ts";
import { measureWork } from "../measure/load.ts";
import type { Benchmark } from "./benchmark.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { programResult } from "./program-result.ts";

const GROUP_SIZE = 256;
/** Twice a group, so that the next one is there when one is committed. */
const CALLERS = 2 * GROUP_SIZE;

/** What the domain adds to what PostgreSQL does with the same rows. */
export const groupNoHttp: Benchmark = {
  name: "group-no-http",
  title: `grouped reserve without HTTP ÷ pgbench inserting groups of ${GROUP_SIZE}, one connection`,
  group: "goals",
  goal: { compare: ">=", bound: 0.7 },
  async run(stage) {
    const { scale, lab, signal } = stage;
    const database = await stage.database();
    const [event, rowEvent] = [await database.createEvent(), await database.createEvent()];
    const pgbench = await preparePgbench(lab, database, rowEvent, signal);
    if (pgbench === undefined) return { skipped: "pgbench is not installed" };
    const seconds = Math.max(1, Math.round(scale.seconds));
    const subjects = await interleave(scale.rounds, [
      { name: "domain", measure: () => measureDomain(stage, database, event) },
      {
        name: "pgbench",
        measure: () =>
          measureWork(stage, {}, async () => ({
            perSecond: await pgbench.run({ clients: 1, seconds, groupSize: GROUP_SIZE }),
            seconds,
          })),
      },
    ]);
    await reckonMinutes(database, rowEvent);
    return {
      figure: { unit: "×", spread: ratioOf(subjects, "domain", "pgbench") },
      subjects,
      more: { version: pgbench.version },
    };
  },
};

async function measureDomain(stage: Stage, database: BenchDatabase, event: BenchEvent) {
  const { seconds, warmSeconds } = stage.scale;
  const args = [event.id, event.ticketTypeIds[0] ?? "", CALLERS, warmSeconds, seconds];
  return programResult(stage, "reserve-loop", database, args.map(String), seconds);
}
