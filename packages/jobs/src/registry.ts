import { z } from "zod";

/** The whole second in which something falls due, seconds since 1970 UTC. */
const dueSecond = z.strictObject({ dueSecond: z.int().nonnegative() });

/** How often a sweep looks for what no alarm woke anyone for. */
export const SWEEP_EVERY_MS = 2_000;

/** How often the invariants are verified. */
export const CHECK_EVERY_MS = 300_000;

interface JobDefinition {
  readonly payload: z.ZodType<object>;
  readonly options: { readonly attempts: number };
}

/**
 * Every job: what it carries, and how it is run. Jobs are hints: the database decides what is due,
 * so a handler that runs early, late, twice or not at all does no harm. One attempt each, because
 * the next sweep is the retry.
 */
export const registry = {
  /** Holds end in this second. */
  "release-due": { payload: dueSecond, options: { attempts: 1 } },
  /** A payment or a refund wants its gateway asked in this second. */
  "reconcile-payments": { payload: dueSecond, options: { attempts: 1 } },
  /** An event was cancelled in this second or before. */
  "wind-up-events": { payload: dueSecond, options: { attempts: 1 } },
  /** Verifies the invariants. */
  "check-invariants": { payload: z.strictObject({}), options: { attempts: 1 } },
  /** Does all that is due of the jobs above, but verifies no invariants. */
  sweep: { payload: z.strictObject({}), options: { attempts: 1 } },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof registry;

export type JobPayload<Name extends JobName> = z.infer<(typeof registry)[Name]["payload"]>;

/** One function for each job; a missing one does not compile. Each must be safe to run twice. */
export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayload<Name>) => Promise<void>;
};

/** Whether a name that came off a queue is one of ours; an older or newer version may differ. */
export function isJobName(name: string): name is JobName {
  return Object.hasOwn(registry, name);
}
