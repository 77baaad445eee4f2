import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { cpuRatioOf, interleave } from "./interleave.ts";
import { noopRequest } from "./requests.ts";

const CONNECTIONS = 64;

/** What tRPC and everything around it costs over the least that a route can do. */
export const trpcCpu: Benchmark = {
  name: "trpc-cpu",
  title: "CPU of a tRPC call on the whole server ÷ the plain Hono route with the same zod parse",
  group: "goals",
  goal: { compare: "<=", bound: 1.6 },
  async run(stage) {
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database, {
      entry: "packages/bench/src/servers/api-with-noop.ts",
    });
    const [stock, plain, raw] = [
      await stage.server("stock-trpc"),
      await stage.server("plain-hono"),
      await stage.server("static-json", { STATIC_BODY: '{"result":{"data":{"ok":true}}}' }),
    ];
    const request = noopRequest(event);
    const peak = (server: typeof api) => () =>
      measurePeak(stage, server, request, { connections: CONNECTIONS });
    const subjects = await interleave(stage.scale.rounds, [
      { name: "tRPC on this server", measure: peak(api) },
      { name: "stock tRPC on Hono", measure: peak(stock) },
      { name: "plain Hono", measure: peak(plain) },
      { name: "raw node:http", measure: peak(raw) },
    ]);
    const stockRatio = cpuRatioOf(subjects, "stock tRPC on Hono", "plain Hono", "server");
    return {
      figure: {
        unit: "×",
        spread: cpuRatioOf(subjects, "tRPC on this server", "plain Hono", "server"),
      },
      subjects,
      more: { "CPU of stock tRPC on Hono ÷ plain Hono": stockRatio.median },
    };
  },
};
