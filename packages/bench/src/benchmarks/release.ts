import { fillHeld } from "../lab/fill.ts";
import { releaseBesideLoad } from "./beside-load.ts";
import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { programResult } from "./program-result.ts";
import { reserveRequest } from "./requests.ts";

const HOLDS = 100_000;
const HOLDS_QUICK = 20_000;
/** The load beside which the worker releases, as a share of the peak. */
const LOAD_SHARE = 0.25;

/** How fast what nobody paid for is back on sale. */
export const release: Benchmark = {
  name: "release",
  title: "release of due holds, tickets a second ÷ peak reserve rate",
  group: "goals",
  goal: { compare: ">=", bound: 2 },
  async run(stage) {
    const { scale } = stage;
    const holds = scale.isQuick ? HOLDS_QUICK : HOLDS;
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database);
    const subjects = await interleave(scale.rounds, [
      {
        name: "release",
        async measure() {
          const due = await database.createEvent();
          await fillHeld(database, due, holds, { dueAt: new Date(), overSeconds: 1 });
          return programResult(stage, "release-loop", database, []);
        },
      },
      { name: "reserve", measure: () => measurePeak(stage, api, reserveRequest(event)) },
    ]);
    const spread = ratioOf(subjects, "release", "reserve");
    const perSecond = (subjects[1]?.perSecond.median ?? 0) * LOAD_SHARE;
    const beside = scale.isQuick
      ? {}
      : await releaseBesideLoad(stage, database, { holds, perSecond });
    return { figure: { unit: "×", spread }, subjects, ...beside };
  },
};
