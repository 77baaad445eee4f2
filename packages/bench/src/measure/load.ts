import { generateLoad, type LoadObserver } from "../load/generator.ts";
import type { Latency, LoadCommand, LoadResult } from "../load/protocol.ts";
import type { Server, Stage } from "../lab/stage.ts";
import { type Metered, startMeter } from "./meter.ts";

/** What a server that is given too much may answer, where that is allowed. */
const SHED = "503";
/** Other replies than the expected ones that a run may have before it is void. */
const UNEXPECTED_SHARE_MAX = 0.001;

/** One figure and what it cost. */
export interface Measurement {
  /** What is counted, a second. */
  readonly perSecond: number;
  /** CPU time for each thing counted, by process, microseconds. */
  readonly cpuUs: Readonly<Record<string, number>>;
  /** Resident memory at its highest, by process, bytes. */
  readonly peakBytes: Readonly<Record<string, number>>;
  readonly latencyMs?: Latency | undefined;
  readonly load?: LoadResult;
}

/** The servers of a measurement, by name. */
export type Processes = Readonly<Record<string, Server | undefined>>;

/**
 * Loads a server and measures it, the database, Redis and the generator meanwhile.
 *
 * @param options.onMeasuring told when the measured time begins.
 * @param options.tolerant accepts calls that are turned away, which do not count.
 * @throws {Error} when connections broke or too many replies are others than expected.
 */
export async function measureLoad(
  stage: Stage,
  command: LoadCommand,
  servers: Processes,
  options: {
    readonly tolerant?: boolean;
    /** Whether it counts frames, of which a stream has many. */
    readonly isStream?: boolean;
    readonly onMeasuring?: () => void;
  } = {},
): Promise<Measurement> {
  let meter: ReturnType<typeof startMeter> | undefined;
  let metered: Metered | undefined;
  const observer: LoadObserver = {
    onMeasuring: (generatorPid) => {
      meter = startMeter(rootsOf(stage, servers, generatorPid));
      options.onMeasuring?.();
    },
    onMeasured: () => {
      metered = meter?.stop();
    },
  };
  // However it ends, or the meter would run on.
  const load = await generateLoad(command, observer, stage.signal).finally(() => meter?.stop());
  if (options.isStream !== true) {
    requireExpected(load, options.tolerant === true ? [command.expect, SHED] : [command.expect]);
  }
  return {
    perSecond: load.replies / load.seconds,
    ...perThing(metered, load.replies),
    latencyMs: load.latencyMs,
    load,
  };
}

/**
 * Measures the database, and the servers named, while `work` counts things.
 *
 * @param work resolves with how many there were a second, over `seconds`.
 */
export async function measureWork(
  stage: Stage,
  servers: Processes,
  work: () => Promise<{ readonly perSecond: number; readonly seconds: number }>,
): Promise<Measurement> {
  const meter = startMeter(rootsOf(stage, servers, undefined));
  try {
    const { perSecond, seconds } = await work();
    return { perSecond, ...perThing(meter.stop(), perSecond * seconds) };
  } finally {
    meter.stop();
  }
}

/** The processes whose cost is told, by name. */
function rootsOf(
  { lab }: Stage,
  servers: Processes,
  generatorPid: number | undefined,
): Map<string, number> {
  const roots = new Map<string, number>();
  for (const [name, server] of Object.entries(servers)) {
    if (server !== undefined) roots.set(name, server.pid);
  }
  roots.set("postgres", lab.postgresPid);
  if (lab.redis !== undefined) roots.set("redis", lab.redis.pid);
  if (generatorPid !== undefined) roots.set("generator", generatorPid);
  return roots;
}

function perThing(
  metered: Metered | undefined,
  things: number,
): Pick<Measurement, "cpuUs" | "peakBytes"> {
  const { cpuUs = {}, peakBytes = {} } = metered ?? {};
  const each = Object.entries(cpuUs).map(([name, us]) => [name, us / Math.max(things, 1)]);
  return { cpuUs: Object.fromEntries(each), peakBytes };
}

function requireExpected(
  { statuses, broken, unanswered }: LoadResult,
  expect: readonly string[],
): void {
  const all = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const expected = expect.reduce((sum, status) => sum + (statuses[status] ?? 0), 0);
  if (broken + unanswered === 0 && all > 0 && (all - expected) / all <= UNEXPECTED_SHARE_MAX)
    return;
  throw new Error(
    `replies other than ${expect.join(" or ")}, or none: ${JSON.stringify(statuses)}, ` +
      `${unanswered} unanswered, ${broken} connections broke`,
  );
}
