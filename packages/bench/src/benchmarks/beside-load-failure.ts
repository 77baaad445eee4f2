import { SLIP_MS_MAX } from "../figures/slip.ts";
import type { LoadResult } from "../load/protocol.ts";

const RELEASED_AFTER_MS_MAX = 5_000;
/** Of the p99 meanwhile by the p99 before. */
const P99_RATIO_MAX = 2;
/** Of all replies meanwhile. */
const SHED_SHARE_MAX = 0.001;

/** A load at a rate, as far as it is judged. */
interface Load {
  readonly load?: Pick<LoadResult, "slipMs" | "slipped" | "latencyMs" | "statuses">;
}

/**
 * What must not be when many holds fall due beside a load: that the load was not what it claims to
 * be, that they were back on sale late, or that buyers noticed, who waited or were turned away. Undefined where all is well.
 */
export function besideLoadFailure({
  calm,
  busy,
  releasedAfterMs,
}: {
  readonly calm: Load;
  readonly busy: Load;
  readonly releasedAfterMs: number;
}): string | undefined {
  const failures: string[] = [];
  for (const [when, { load }] of [
    ["before", calm],
    ["meanwhile", busy],
  ] as const) {
    if (load?.slipped === 0) continue;
    const slip = load === undefined ? "is not known" : `slipped by ${load.slipMs.toFixed(0)} ms`;
    failures.push(
      `the schedule ${when} ${slip}, and more than ${SLIP_MS_MAX} ms makes the run void`,
    );
  }
  // Each is asked so that a figure that is no number fails too.
  if (!(releasedAfterMs < RELEASED_AFTER_MS_MAX)) {
    failures.push(`back on sale after ${releasedAfterMs} ms, not under ${RELEASED_AFTER_MS_MAX}`);
  }
  const [before, meanwhile] = [calm, busy].map(({ load }) => load?.latencyMs?.p99 ?? Number.NaN);
  const ratio = (meanwhile ?? Number.NaN) / (before ?? Number.NaN);
  if (!(ratio <= P99_RATIO_MAX)) {
    failures.push(`the p99 meanwhile is ${ratio.toFixed(2)} times that before`);
  }
  const { "503": shed = 0, ...others } = busy.load?.statuses ?? {};
  const replies = Object.values(others).reduce((sum, count) => sum + count, shed);
  // Who is turned away at once is in no latency.
  if (shed / replies > SHED_SHARE_MAX) failures.push(`${shed} of ${replies} were turned away`);
  return failures.length === 0 ? undefined : failures.join("; ");
}
