import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { reserveRequest } from "./requests.ts";

/** What grouping costs a buyer who is alone: nothing is to be waited for. */
export const loneReserve: Benchmark = {
  name: "lone-reserve",
  title: "reserve, one buyer at a time ÷ one transaction per reservation, same HTTP path",
  group: "goals",
  goal: { compare: ">=", bound: 0.9 },
  async run(stage) {
    const [grouped, single] = [await stage.database(), await stage.database()];
    const [event, singleEvent] = [await grouped.createEvent(), await single.createEvent()];
    const entry = "packages/bench/src/servers/api-one-at-a-time.ts";
    const [api, singleApi] = await Promise.all([stage.api(grouped), stage.api(single, { entry })]);
    const alone = { connections: 1 };
    const subjects = await interleave(stage.scale.rounds, [
      { name: "groups", measure: () => measurePeak(stage, api, reserveRequest(event), alone) },
      {
        name: "one at a time",
        measure: () => measurePeak(stage, singleApi, reserveRequest(singleEvent), alone),
      },
    ]);
    const [groups, transactions] = subjects.map(({ latencyMs }) => latencyMs?.p50 ?? Number.NaN);
    return {
      figure: { unit: "×", spread: ratioOf(subjects, "groups", "one at a time") },
      subjects,
      more: {
        "p50 of the last round, ms": groups ?? Number.NaN,
        "p50 of one transaction each, ms": transactions ?? Number.NaN,
      },
    };
  },
};
