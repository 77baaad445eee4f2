import { unavailable } from "@stampede/domain/faults";

/** A frozen database must not keep a caller waiting longer than this. */
const ANSWER_DEADLINE_MS = 1_800;

/**
 * What only the database takes part in, in time.
 *
 * @throws {DomainError} UNAVAILABLE when the database owes it too long; then the outcome is not known.
 */
export async function inTime<Result>(call: Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(unavailable()), ANSWER_DEADLINE_MS);
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}
