import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import { expectThat, type Findings, keepMax } from "./findings.ts";
import { heldOf, insist, payCall, reserveCall, type Sale } from "./shop.ts";

const HOLD_SECONDS = 3;
export const SHORT_HOLDS = { HOLD_SECONDS: String(HOLD_SECONDS) };
const LATE_MS_MAX = 10_000;
const MS_PER_SECOND = 1_000;
/** Each look is a connection. */
const POLL_MS = 100;

/**
 * Holds a ticket until it has expired, and expects that to be neither early nor more than 10 s late
 * by the database's clock, and the hold not to be paid afterwards.
 *
 * @param shop.url an API process with short holds.
 */
export async function expectExpiry(
  findings: Findings,
  shop: { readonly url: string; readonly databaseUrl: string; readonly sale: Sale },
): Promise<void> {
  const { url, databaseUrl, sale } = shop;
  const mine = heldOf(await insist(() => url, "reservations.create", reserveCall(sale)));
  const { ms } = await waitFor(
    async () => {
      const [row] = await query<{ ms: number }>(
        databaseUrl,
        `SELECT (extract(epoch FROM closed_at - expires_at) * 1000)::int AS ms
         FROM reservations WHERE id = $1 AND status = 'expired'`,
        [mine.reservationId],
      );
      return row;
    },
    {
      timeoutMs: HOLD_SECONDS * MS_PER_SECOND + LATE_MS_MAX,
      pollMs: POLL_MS,
      describe: "the hold to expire",
    },
  );
  expectThat(findings, ms >= 0, `a hold expired ${-ms} ms early`);
  expectThat(findings, ms < LATE_MS_MAX, `a hold expired ${ms} ms late`);
  keepMax(findings, "latest expiry (ms)", ms);
  const reply = await insist(() => url, "reservations.pay", payCall(mine));
  const isRefused = reply.status !== 200 && reply.error().reason === "RESERVATION_EXPIRED";
  expectThat(findings, isRefused, `an expired hold could be paid: ${reply.text}`);
  findings.operations += 2;
}
