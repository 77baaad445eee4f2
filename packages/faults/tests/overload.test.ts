import { openDatabase } from "@stampede/db/client";
import { limitTransactions } from "@stampede/db/limit-transactions";
import { createTestDatabase } from "@stampede/testing/database";
import { query } from "@stampede/testing/query";
import { z } from "zod";
import { describe, expect, test } from "vitest";
import { overload } from "../src/rows/overload.ts";
import { slowClients } from "../src/rows/slow-clients.ts";
import { payAtLast } from "../src/stage/paying.ts";
import { startApi } from "../src/stage/processes.ts";
import { heldOf, insist, openSale, reserveCall, type Sale } from "../src/stage/shop.ts";
import { brokenInvariants } from "../src/stage/stage.ts";
import { expectRow, ROW_TIMEOUT_MS } from "./expect-row.ts";

const BATCHES = 250;
const CALLS_PER_BATCH = 10;
const ANSWERED_MS_MAX = 10_000;

const sold = z.object({ result: z.object({ data: z.object({ accessToken: z.string() }) }) });
const shed = z.object({
  error: z.object({
    data: z.object({
      reason: z.enum(["OVERLOADED", "UNAVAILABLE"]),
      httpStatus: z.literal(503),
      details: z.object({ retryAt: z.iso.datetime() }),
    }),
  }),
});

describe.concurrent("more than can be served", { timeout: ROW_TIMEOUT_MS }, () => {
  test("five times the load is turned away in time, and whoever holds tickets pays", () =>
    expectRow(overload));

  test("clients that take their time are held, and given back", () => expectRow(slowClients));
});

test(
  "while tickets cannot be sold as fast as buyers come, these are told to come again, and others are served",
  async () => {
    await using database = await createTestDatabase();
    await using api = await startApi(database.url);
    const sale = await openSale(api.url, 100_000);
    const other = await openSale(api.url, 1);
    const db = openDatabase({ connectionString: database.url, applicationName: "test" });
    const lock = await db.pool.connect();
    try {
      await lock.query("SET idle_in_transaction_session_timeout = 0");
      await limitTransactions(lock, 0);
      await lock.query("BEGIN");
      await lock.query("SELECT FROM inventory WHERE event_id = $1 FOR UPDATE", [sale.eventId]);
      const startedAt = performance.now();
      const crowd = Promise.all(Array.from({ length: BATCHES }, () => sendBatch(api.url, sale)));
      // Another event's buyers take no notice.
      const mine = heldOf(await insist(() => api.url, "reservations.create", reserveCall(other)));
      const paid = await payAtLast(database.url, () => api.url, mine);
      expect(paid.status).toBe(200);
      const told = (await crowd).flat();
      expect(performance.now() - startedAt).toBeLessThan(ANSWERED_MS_MAX);
      await lock.query("ROLLBACK");

      const turnedAway = told.filter(
        ({ answer }) => shed.parse(answer).error.data.reason === "OVERLOADED",
      );
      expect(turnedAway.length).toBeGreaterThan(0);
      // Of the others the outcome is not known; these were never sent.
      const rows = await query(
        database.url,
        "SELECT FROM reservations WHERE idempotency_key = ANY ($1)",
        [turnedAway.map(({ idempotencyKey }) => idempotencyKey)],
      );
      expect(rows).toEqual([]);
    } finally {
      lock.release(true);
      await db.close();
    }

    for (const { answer } of await sendBatch(api.url, sale)) sold.parse(answer);
    expect(await brokenInvariants(database.url)).toEqual([]);
  },
  ROW_TIMEOUT_MS,
);

/** Ten buyers' requests in one, which costs the sender little. */
async function sendBatch(
  url: string,
  sale: Sale,
): Promise<{ idempotencyKey: string; answer: unknown }[]> {
  const inputs = Array.from({ length: CALLS_PER_BATCH }, () => reserveCall(sale).input);
  const paths = inputs.map(() => "reservations.create").join(",");
  const response = await fetch(`${url}/trpc/${paths}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(Object.fromEntries(inputs.entries())),
  });
  const answers = z
    .array(z.unknown())
    .length(inputs.length)
    .parse(await response.json());
  return inputs.map(({ idempotencyKey }, index) => ({ idempotencyKey, answer: answers[index] }));
}
