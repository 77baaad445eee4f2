import { checkInvariants } from "@stampede/domain/checks/check-invariants";
import { repairDrift } from "@stampede/domain/checks/repair-drift";
import { spreadOf } from "../figures/percentile.ts";
import { fillStates } from "../lab/fill-states.ts";
import type { Benchmark } from "./benchmark.ts";

const ROWS = 1_000_000;
const ROWS_QUICK = 20_000;
const EVENTS = 10;
const MS_PER_SECOND = 1_000;

/** What an operator waits for after a fault, and what the workers' own check takes beside sales. */
export const check: Benchmark = {
  name: "check",
  title: "seconds to verify the invariants of a million reservations in every state",
  group: "endurance",
  goal: { compare: "<=", bound: 10 },
  async run(stage) {
    const rows = stage.scale.isQuick ? ROWS_QUICK : ROWS;
    const database = await stage.database();
    const events = [];
    for (let n = 0; n < EVENTS; n++) events.push(await database.createEvent({ ticketTypes: 3 }));
    await fillStates(database, events, rows);
    const repair = await secondsOf(() => repairDrift(database.db));
    const brisk: number[] = [];
    for (let round = 0; round < stage.scale.rounds; round++) {
      brisk.push(await secondsOf(() => checkInvariants(database.db)));
    }
    const gentle = await secondsOf(() => checkInvariants(database.db, "gentle"));
    return {
      figure: { unit: "s", spread: spreadOf(brisk) },
      more: {
        reservations: rows,
        "seconds as the workers run it": gentle,
        "seconds to mend all counters and rollups": repair,
      },
    };
  },
};

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / MS_PER_SECOND;
}
