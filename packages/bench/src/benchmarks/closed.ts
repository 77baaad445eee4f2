import type { Server, Stage } from "../lab/stage.ts";
import type { RequestTemplate } from "../load/protocol.ts";
import { type Measurement, measureLoad } from "../measure/load.ts";

/** Buyers at once on a hot event. */
export const CONNECTIONS = 256;

/** Shorter than this, and what is there without any reservation counts for more than they do. */
const FILL_SECONDS_MIN = 5;
/** Enough to see that it works. */
const FILL_SECONDS_MIN_QUICK = 2;

/** How long to reserve for, where it is what reservations leave behind that is weighed. */
export function fillSeconds({ scale }: Pick<Stage, "scale">): number {
  return Math.max(scale.seconds, scale.isQuick ? FILL_SECONDS_MIN_QUICK : FILL_SECONDS_MIN);
}

/** The most that a server answers on so many connections; see `measureLoad`. */
export function measurePeak(
  stage: Stage,
  server: Server,
  request: RequestTemplate,
  options: {
    readonly connections?: number;
    readonly expect?: string;
    readonly tolerant?: boolean;
    readonly seconds?: number;
  } = {},
): Promise<Measurement> {
  const { connections = CONNECTIONS, expect = "200", seconds = stage.scale.seconds } = options;
  return measureLoad(
    stage,
    {
      kind: "closed",
      port: server.port,
      request,
      connections,
      expect,
      warmSeconds: stage.scale.warmSeconds,
      seconds,
    },
    { server },
    { tolerant: options.tolerant ?? false },
  );
}
