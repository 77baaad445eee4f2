import type { Benchmark } from "./benchmark.ts";
import { startBesideTransactions } from "./beside-transactions.ts";
import { CONNECTIONS, measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";

/** What grouping is worth. */
export const reserveHot: Benchmark = {
  name: "reserve-hot",
  title: `reserve on one hot ticket type ÷ one transaction per reservation, same HTTP path, ${CONNECTIONS} connections`,
  group: "goals",
  goal: { compare: ">=", bound: 25 },
  async run(stage) {
    const { grouped, single } = await startBesideTransactions(stage, "api-one-at-a-time");
    const subjects = await interleave(stage.scale.rounds, [
      { name: "groups", measure: () => measurePeak(stage, grouped.api, grouped.request) },
      {
        name: "one at a time",
        // It cannot carry so many buyers; what it sheds does not count.
        measure: () => measurePeak(stage, single.api, single.request, { tolerant: true }),
      },
    ]);
    return {
      figure: { unit: "×", spread: ratioOf(subjects, "groups", "one at a time") },
      subjects,
    };
  },
};
