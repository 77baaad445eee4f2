import { SQLSTATE, sqlState } from "@stampede/db/errors";

/** Each waits for a lock as long as the database lets it. */
const ATTEMPTS_MAX = 10;

/** Runs a repair again where the locks that it wants are hard fought over. */
export async function retryBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || sqlState(error) !== SQLSTATE.lockNotAvailable) throw error;
    }
  }
}
