import { DomainError } from "@stampede/domain/errors";

const RETRY_AFTER_MS = 1_000;

/** Lets a few pieces of work run at a time, and a bounded number wait, in the order they came. */
export interface Turnstile {
  /**
   * Does the work when it is its turn.
   *
   * @throws {DomainError} `OVERLOADED` at once when too many wait already.
   */
  pass<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** A turnstile for work that takes what others want too, so that it never takes all of it. */
export function createTurnstile(limits: {
  readonly atOnceMax: number;
  readonly waitingMax: number;
  /** What is told when too many wait. */
  readonly refusal: string;
}): Turnstile {
  const { atOnceMax, waitingMax, refusal } = limits;
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async pass(work) {
      if (running >= atOnceMax) {
        if (waiting.length >= waitingMax) throw overloaded(refusal);
        // Whoever ends hands its place on, so `running` stays as it is.
        await new Promise<void>((resolve) => void waiting.push(resolve));
      } else {
        running++;
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}

function overloaded(message: string): DomainError<"OVERLOADED"> {
  const retryAt = new Date(Date.now() + RETRY_AFTER_MS).toISOString();
  return new DomainError("OVERLOADED", message, { retryAt });
}
