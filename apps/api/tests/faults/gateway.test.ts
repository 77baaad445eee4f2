import { reservationShape } from "@stampede/domain/reservations/shapes";
import { migrateQueues } from "@stampede/jobs/migrate-queues";
import { createTestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { call } from "../call.ts";
import { ORGANIZER_KEY } from "../test-api.ts";
import {
  expectInvariants,
  heldOf,
  openSale,
  payCall,
  query,
  read,
  reserveCall,
  startApi,
  startWorker,
} from "./stage.ts";

const QUEUE = { QUEUE_BACKEND: "postgres" };
const PRICE = 4_900;
const TEST_TIMEOUT_MS = 60_000;

/** Payment tokens: what the buyer is told at once, and how the reservation ends. */
const OUTCOMES: Readonly<Record<string, readonly [told: string, end: string]>> = {
  tok: ["paid", "paid"],
  slow_1: ["paid", "paid"],
  card_error: ["CARD_DECLINED", "expired"],
  payment_error: ["PAYMENT_FAILED", "expired"],
  timeout_charged: ["PAYMENT_PENDING", "paid"],
  timeout_not_charged: ["PAYMENT_PENDING", "expired"],
  late_success: ["PAYMENT_PENDING", "paid"],
  refund_error: ["paid", "refunded"],
};

test(
  "whatever a gateway does, every reservation ends as it says and the ledgers agree to the cent",
  async () => {
    await using database = await createTestDatabase();
    await migrateQueues({ connectionString: database.url });
    await using processes = new AsyncDisposableStack();
    processes.use(await startWorker(database.url, QUEUE));
    await using api = await startApi(database.url, { ...QUEUE, HOLD_SECONDS: "4" });
    const sale = await openSale(api.url, 100);

    const buyers = await Promise.all(
      Object.entries(OUTCOMES).map(async ([paymentToken, [told, end]]) => {
        const mine = heldOf(await call(api.url, "reservations.create", reserveCall(sale)));
        const reply = await call(api.url, "reservations.pay", payCall(mine, paymentToken));
        const answer =
          reply.status === 200 ? reply.ok(reservationShape).status : reply.error().reason;
        expect({ paymentToken, answer }).toEqual({ paymentToken, answer: told });
        if (end === "refunded") {
          const refunded = await call(api.url, "organizer.reservations.refund", {
            input: { reservationId: mine.reservationId, idempotencyKey: randomUUID() },
            headers: { "x-api-key": ORGANIZER_KEY },
          });
          // Its first refund fails.
          expect(refunded.ok(reservationShape).status).toBe("refunding");
        }
        return { mine, end };
      }),
    );
    for (const { mine, end } of buyers) {
      await waitFor(async () => (await read(api.url, mine)).status === end, {
        timeoutMs: 20_000,
        describe: `a reservation to be ${end}`,
      });
    }

    await expectInvariants(database.url);
    const paid = buyers.filter(({ end }) => end === "paid").length;
    const books = await query(
      database.url,
      `SELECT (SELECT sum(amount) FROM simulated_gateway.charges WHERE outcome = 'succeeded')::int
            - (SELECT sum(amount) FROM simulated_gateway.refunds)::int AS gateway,
              (SELECT sum(revenue) FROM inventory)::int AS revenue,
              (SELECT sum(held) FROM inventory)::int AS held`,
    );
    expect(books).toEqual([{ gateway: paid * PRICE, revenue: paid * PRICE, held: 0 }]);
  },
  TEST_TIMEOUT_MS,
);
