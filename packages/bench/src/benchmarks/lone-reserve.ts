import type { Benchmark } from "./benchmark.ts";
import { startBesideTransactions } from "./beside-transactions.ts";
import { measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";

/** What grouping costs a buyer who is alone: nothing is to be waited for. */
export const loneReserve: Benchmark = {
  name: "lone-reserve",
  title: "reserve, one buyer at a time ÷ one transaction without a queue, same HTTP path",
  group: "goals",
  goal: { compare: ">=", bound: 0.9 },
  async run(stage) {
    const { grouped, single } = await startBesideTransactions(stage, "api-without-queue");
    const alone = { connections: 1 };
    const subjects = await interleave(stage.scale.rounds, [
      { name: "groups", measure: () => measurePeak(stage, grouped.api, grouped.request, alone) },
      {
        name: "without a queue",
        measure: () => measurePeak(stage, single.api, single.request, alone),
      },
    ]);
    const [groups, transactions] = subjects.map(({ latencyMs }) => latencyMs?.p50 ?? Number.NaN);
    return {
      figure: { unit: "×", spread: ratioOf(subjects, "groups", "without a queue") },
      subjects,
      more: {
        "p50 of the last round, ms": groups ?? Number.NaN,
        "p50 without a queue, ms": transactions ?? Number.NaN,
      },
    };
  },
};
