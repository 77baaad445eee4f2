import type { Benchmark } from "./benchmark.ts";
import { buy } from "./buy.ts";
import { measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { noopRequest, reserveRequest } from "./requests.ts";

const TICKETS = 10;

/** What the crowd that comes too late costs. */
export const refusal: Benchmark = {
  name: "refusal",
  title: "refusal when sold out ÷ a mutation that does nothing",
  group: "goals",
  goal: { compare: ">=", bound: 0.9 },
  async run(stage) {
    const database = await stage.database();
    const event = await database.createEvent({ capacity: TICKETS });
    const api = await stage.api(database, {
      entry: "packages/bench/src/servers/api-with-noop.ts",
    });
    await buy(api, event, TICKETS);
    const subjects = await interleave(stage.scale.rounds, [
      {
        name: "refused",
        measure: () => measurePeak(stage, api, reserveRequest(event), { expect: "409" }),
      },
      { name: "does nothing", measure: () => measurePeak(stage, api, noopRequest(event)) },
    ]);
    return {
      figure: { unit: "×", spread: ratioOf(subjects, "refused", "does nothing") },
      subjects,
    };
  },
};
