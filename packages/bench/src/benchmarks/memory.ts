import { spreadOf } from "../figures/percentile.ts";
import { usageOf } from "../measure/processes.ts";
import type { Benchmark } from "./benchmark.ts";
import { measurePeak } from "./closed.ts";
import { reserveRequest } from "./requests.ts";

const CONNECTIONS = 1_024;
const SAMPLE_MS = 1_000;
const MEGABYTE = 1_000_000;
/** Of the run, at its beginning: the heap takes on its size. */
const SETTLING_SHARE = 0.25;
/** Of the replies: what is turned away takes no memory. */
const SERVED_SHARE_MIN = 0.9;
/** Of the seconds: a process that is gone has no memory either. */
const SAMPLED_SHARE_MIN = 0.9;
/** Of the mean, between the quarter after that and the last one: noise of the collector. */
const GROWTH_SHARE_MAX = 0.1;

/** Whether the API's memory is bounded, or only large enough so far. */
export const memory: Benchmark = {
  name: "memory",
  title: `resident memory of the API at full rate with ${CONNECTIONS} connections, at its highest`,
  group: "endurance",
  goal: { compare: "<=", bound: 300 },
  async run(stage) {
    const seconds = stage.scale.enduranceSeconds;
    const database = await stage.database();
    const event = await database.createEvent();
    const api = await stage.api(database);
    const samples: number[] = [];
    const sample = (): void => {
      const usage = usageOf(new Map([["api", api.pid]])).get("api");
      if (usage !== undefined) samples.push(usage.largestBytes / MEGABYTE);
    };
    const timer = setInterval(sample, SAMPLE_MS);
    let peak;
    try {
      peak = await measurePeak(stage, api, reserveRequest(event), {
        connections: CONNECTIONS,
        seconds,
        // In so long a time a disk may stall for longer than a request waits; what is shed is told.
        tolerant: true,
      });
    } finally {
      clearInterval(timer);
    }
    sample();
    const settled = samples.slice(Math.floor(samples.length * SETTLING_SHARE));
    const third = Math.max(1, Math.floor(settled.length / 3));
    const growth = mean(settled.slice(-third)) / mean(settled.slice(0, third)) - 1;
    const statuses = Object.values(peak.load?.statuses ?? {});
    const served = (peak.load?.replies ?? 0) / statuses.reduce((sum, count) => sum + count, 0);
    const sampled = (samples.length * SAMPLE_MS) / 1_000 / seconds;
    const failed = [
      growth > GROWTH_SHARE_MAX && !stage.scale.isQuick
        ? `it grew by ${(growth * 100).toFixed(0)} % while it ran`
        : undefined,
      served < SERVED_SHARE_MIN ? `only ${(served * 100).toFixed(0)} % were served` : undefined,
      sampled < SAMPLED_SHARE_MIN
        ? `it was seen in only ${(sampled * 100).toFixed(0)} % of the time`
        : undefined,
    ].filter((why) => why !== undefined);
    return {
      ...(failed.length > 0 ? { failed: failed.join("; ") } : {}),
      figure: { unit: "MB", spread: spreadOf([Math.max(...samples)]) },
      more: {
        seconds,
        "reservations a second": peak.perSecond,
        "replies by status": JSON.stringify(peak.load?.statuses),
        "connections that broke": peak.load?.broken ?? 0,
        "growth over the settled run, %": growth * 100,
      },
      series: [
        {
          title: "Resident memory of the API at full rate",
          xLabel: "seconds",
          yLabel: "MB",
          xScale: "linear",
          lines: [
            { name: "API", points: samples.map((y, index) => ({ x: index, y: spreadOf([y]) })) },
          ],
        },
      ],
    };
  },
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
