import { spreadOf } from "../figures/percentile.ts";
import { SLIP_MS_MAX } from "../figures/slip.ts";
import type { Server, Stage } from "../lab/stage.ts";
import type { RequestTemplate } from "../load/protocol.ts";
import { measureFlush } from "../measure/flush.ts";
import { type Measurement, measureLoad } from "../measure/load.ts";
import type { Benchmark } from "./benchmark.ts";
import { CONNECTIONS, measurePeak } from "./closed.ts";
import { interleave } from "./interleave.ts";
import { reserveRequest } from "./requests.ts";

const LOAD_SHARE = 0.5;
/** Times that a round is taken again because the generator itself fell behind. */
const SLIPPED_ROUNDS_MAX = 3;

/** What a buyer waits for while a crowd is there. */
export const latency: Benchmark = {
  name: "latency",
  title:
    "p99 of reserve at half its own peak, open loop from 0 to the full rate at once ÷ flush time",
  group: "goals",
  goal: { compare: "<=", bound: 10 },
  async run(stage) {
    const { scale, lab, signal } = stage;
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database);
    const request = reserveRequest(event);
    const [peak] = await interleave(scale.rounds, [
      { name: "peak", measure: () => measurePeak(stage, api, request) },
    ]);
    const perSecond = (peak?.perSecond.median ?? 0) * LOAD_SHARE;
    const flushes = new Map<number, number>();
    let slippedRounds = 0;
    const [half] = await interleave(scale.rounds, [
      {
        name: "half its peak",
        async measure(round) {
          const flush = await measureFlush(lab.directory, { thorough: false, signal });
          flushes.set(round, flush.medianUs / 1_000);
          const onTime = await onSchedule(stage, api, request, { perSecond, seed: round });
          slippedRounds += onTime.slippedRounds;
          return onTime.measured;
        },
      },
    ]);
    if (peak === undefined || half === undefined) throw new Error("no round was measured");
    const p99 = half.measurements.map(({ latencyMs }) => latencyMs?.p99 ?? Number.NaN);
    // By round, because the warm one is thrown away, its flush like its load.
    const flushMs = p99.map((_, round) => flushes.get(round) ?? Number.NaN);
    const ratios = p99.map((each, round) => each / (flushMs[round] ?? Number.NaN));
    return {
      figure: { unit: "× flush", spread: spreadOf(ratios) },
      subjects: [peak, half],
      more: {
        "p99, ms": spreadOf(p99).median,
        "p99 of the slip of the schedule, which is part of it, ms": spreadOf(
          half.measurements.map(({ load }) => load?.slipP99Ms ?? Number.NaN),
        ).median,
        "p50, ms": spreadOf(half.measurements.map(({ latencyMs }) => latencyMs?.p50 ?? Number.NaN))
          .median,
        "flush, ms": spreadOf(flushMs).median,
        "rounds taken again because the generator was late": slippedRounds,
        "worst slip of the schedule, ms": Math.max(
          ...half.measurements.map(({ load }) => load?.slipMs ?? 0),
        ),
      },
    };
  },
};

/**
 * Loads at a rate; where the generator could not keep to it, again.
 *
 * @throws {Error} when it never could.
 */
async function onSchedule(
  stage: Stage,
  server: Server,
  request: RequestTemplate,
  { perSecond, seed }: { readonly perSecond: number; readonly seed: number },
): Promise<{ readonly measured: Measurement; readonly slippedRounds: number }> {
  let worstMs = 0;
  for (let attempt = 0; attempt < SLIPPED_ROUNDS_MAX; attempt++) {
    const { seconds } = stage.scale;
    const command = { port: server.port, request, connections: CONNECTIONS, expect: "200" };
    const measured = await measureLoad(
      stage,
      { kind: "open", ...command, perSecond, seconds, seed },
      { server },
    );
    if (measured.load?.slipped === 0) return { measured, slippedRounds: attempt };
    worstMs = Math.max(worstMs, measured.load?.slipMs ?? 0);
  }
  throw new Error(
    `the schedule slipped by ${worstMs.toFixed(0)} ms, and more than ${SLIP_MS_MAX} ms makes the ` +
      `run void, ${SLIPPED_ROUNDS_MAX} times in a row`,
  );
}
