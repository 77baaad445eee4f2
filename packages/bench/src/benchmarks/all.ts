import { availability } from "./availability.ts";
import type { Benchmark } from "./benchmark.ts";
import { check } from "./check.ts";
import { groupNoHttp } from "./group-no-http.ts";
import { connections, processes, tableSize, ticketTypes } from "./growth.ts";
import { latency } from "./latency.ts";
import { loneReserve } from "./lone-reserve.ts";
import { memory } from "./memory.ts";
import { redisBytes } from "./redis-bytes.ts";
import { refusal } from "./refusal.ts";
import { release } from "./release.ts";
import { reserveHot } from "./reserve-hot.ts";
import { reserveVsNoop, reserveVsStock } from "./reserve-vs-noop.ts";
import { reserveVsPgbench } from "./reserve-vs-pgbench.ts";
import { sse } from "./sse.ts";
import { statistics } from "./statistics.ts";
import { storage } from "./storage.ts";
import { trpcCpu } from "./trpc-cpu.ts";
import { webInteractive, webShift } from "./web-interactive.ts";
import { webLive } from "./web-live.ts";
import { webScript } from "./web-script.ts";

/** Every benchmark, in the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  reserveHot,
  loneReserve,
  reserveVsPgbench,
  reserveVsNoop,
  reserveVsStock,
  trpcCpu,
  groupNoHttp,
  refusal,
  availability,
  release,
  statistics,
  storage,
  redisBytes,
  latency,
  processes,
  connections,
  ticketTypes,
  tableSize,
  sse,
  memory,
  check,
  webScript,
  webInteractive,
  webShift,
  webLive,
];

const GROUPS = ["goals", "growth", "endurance", "web"] as const;

/**
 * The benchmarks that names stand for: their own, those of a group, or `all`.
 *
 * @throws {RangeError} with one line for a name that stands for nothing.
 */
export function selectBenchmarks(names: readonly string[], isQuick: boolean): Benchmark[] {
  if (names.length === 0) {
    return BENCHMARKS.filter(({ group }) => group === "goals" || (group === "growth" && !isQuick));
  }
  const known = new Set<string>(["all", ...GROUPS, ...BENCHMARKS.map(({ name }) => name)]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new RangeError(`there is no benchmark "${unknown}"; npm run bench -- --list names them`);
  }
  const wanted = new Set(names);
  return BENCHMARKS.filter(
    ({ name, group }) => wanted.has("all") || wanted.has(name) || wanted.has(group),
  );
}
