import type { Page } from "playwright-core";

/** Why a call is turned away. */
interface TurnedAway {
  readonly reason: "OVERLOADED" | "UNAVAILABLE";
  /** After how many seconds it may come again. */
  readonly seconds: number;
}

/**
 * Answers the first of a page's calls to a procedure as a server does that cannot serve it now, and
 * lets the others through.
 *
 * @returns gives how many calls there were
 */
export async function turnAwayOnce(
  page: Page,
  procedure: RegExp,
  { reason, seconds }: TurnedAway,
): Promise<() => number> {
  let calls = 0;
  await page.route(procedure, async (route) => {
    if (calls++ > 0) return route.continue();
    const retryAt = new Date(Date.now() + seconds * 1_000).toISOString();
    const data = { code: "SERVICE_UNAVAILABLE", reason, details: { retryAt } };
    const error = { message: "Come again.", code: -32_603, data };
    const headers = { "retry-after": String(seconds) };
    return route.fulfill({ status: 503, headers, json: [{ error }] });
  });
  return () => calls;
}
