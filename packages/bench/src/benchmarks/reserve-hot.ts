import type { Benchmark } from "./benchmark.ts";
import { CONNECTIONS, measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { reserveRequest } from "./requests.ts";

/** What grouping is worth. */
export const reserveHot: Benchmark = {
  name: "reserve-hot",
  title: `reserve on one hot ticket type ÷ one transaction per reservation, same HTTP path, ${CONNECTIONS} connections`,
  group: "goals",
  goal: { compare: ">=", bound: 25 },
  async run(stage) {
    const [grouped, single] = [await stage.database(), await stage.database()];
    const [event, singleEvent] = [await grouped.createEvent(), await single.createEvent()];
    const entry = "packages/bench/src/servers/api-one-at-a-time.ts";
    const [api, singleApi] = await Promise.all([stage.api(grouped), stage.api(single, { entry })]);
    const subjects = await interleave(stage.scale.rounds, [
      { name: "groups", measure: () => measurePeak(stage, api, reserveRequest(event)) },
      {
        name: "one at a time",
        // It cannot carry so many buyers; what it sheds does not count.
        measure: () =>
          measurePeak(stage, singleApi, reserveRequest(singleEvent), { tolerant: true }),
      },
    ]);
    return {
      figure: { unit: "×", spread: ratioOf(subjects, "groups", "one at a time") },
      subjects,
    };
  },
};
