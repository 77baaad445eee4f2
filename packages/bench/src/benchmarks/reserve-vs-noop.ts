import type { Benchmark, Goal, Outcome } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { interleave, ratioOf } from "./interleave.ts";
import { noopRequest, reserveRequest } from "./requests.ts";
import type { Stage } from "../lab/stage.ts";

/** What reserving costs over being called at all. */
export const reserveVsNoop: Benchmark = {
  name: "reserve-vs-noop",
  title: "reserve ÷ a tRPC mutation that parses the same input and does nothing, same server",
  group: "goals",
  goal: { compare: ">=", bound: 0.6 } satisfies Goal,
  run: (stage) => compare(stage, "same server"),
};

/** The same against what most servers are built of. */
export const reserveVsStock: Benchmark = {
  name: "reserve-vs-stock",
  title: "reserve ÷ a stock tRPC-on-Hono mutation that parses the same input and does nothing",
  group: "goals",
  goal: { compare: ">=", bound: 1.2 } satisfies Goal,
  run: (stage) => compare(stage, "stock"),
};

async function compare(stage: Stage, base: "same server" | "stock"): Promise<Outcome> {
  const database = await stage.database();
  const event = await database.createEvent();
  const api = await stage.api(database, {
    entry: "packages/bench/src/servers/api-with-noop.ts",
  });
  const other = base === "stock" ? await stage.server("stock-trpc") : api;
  const name = base === "stock" ? "stock, does nothing" : "does nothing";
  const subjects = await interleave(stage.scale.rounds, [
    { name: "reserve", measure: () => measurePeak(stage, api, reserveRequest(event)) },
    { name, measure: () => measurePeak(stage, other, noopRequest(event)) },
  ]);
  return { figure: { unit: "×", spread: ratioOf(subjects, "reserve", name) }, subjects };
}
