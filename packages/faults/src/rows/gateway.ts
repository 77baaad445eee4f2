import { randomUUID } from "node:crypto";
import { reservationShape } from "@stampede/domain/reservations/shapes";
import { query } from "@stampede/testing/query";
import { waitFor } from "@stampede/testing/wait-for";
import type { Row } from "../row.ts";
import { expectThat } from "../stage/findings.ts";
import {
  AS_ORGANIZER,
  type Held,
  heldOf,
  insist,
  openSale,
  payCall,
  PRICE,
  read,
  reserveCall,
} from "../stage/shop.ts";
import type { Stage } from "../stage/stage.ts";

const QUEUE = { QUEUE_BACKEND: "postgres" };
const HOLD = { HOLD_SECONDS: "4" };
const CAPACITY = 1_000;
const BUYERS_OF_EACH = { short: 1, full: 10 };
const POLL_MS = 100;
const RESOLVED_MS_MAX = 30_000;

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

export const gateway: Row = {
  name: "gateway",
  fault: "gateway: no answer before or after charging, refused, late success, refund failing",
  promise: "the ledgers agree to the cent",
  async run(stage) {
    const { findings, scale } = stage;
    const databaseUrl = await stage.database();
    await stage.worker(databaseUrl, QUEUE);
    const { url } = await stage.api(databaseUrl, { ...QUEUE, ...HOLD });
    const sale = await openSale(url, CAPACITY);
    const tokens = Array.from({ length: BUYERS_OF_EACH[scale] }, () => Object.keys(OUTCOMES));
    const buyers = await Promise.all(
      tokens.flat().map(async (token) => {
        const mine = heldOf(await insist(() => url, "reservations.create", reserveCall(sale)));
        await pay(stage, { url, mine, token });
        return { mine, end: OUTCOMES[token]?.[1] };
      }),
    );
    const answeredAt = performance.now();
    for (const { mine, end } of buyers) {
      await waitFor(async () => (await read(url, mine)).status === end, {
        timeoutMs: RESOLVED_MS_MAX,
        pollMs: POLL_MS,
        describe: `a reservation to be ${end}`,
      });
    }
    findings.recoveryMs.push(performance.now() - answeredAt);
    const paid = buyers.filter(({ end }) => end === "paid").length;
    await expectBooks(stage, databaseUrl, paid * PRICE);
  },
};

async function pay(
  { findings }: Stage,
  { url, mine, token }: { url: string; mine: Held; token: string },
): Promise<void> {
  const [told, end] = OUTCOMES[token] ?? ["", ""];
  const reply = await insist(() => url, "reservations.pay", payCall(mine, token));
  const answer = reply.status === 200 ? reply.ok(reservationShape).status : reply.error().reason;
  expectThat(findings, answer === told, `${token}: told ${answer} instead of ${told}`);
  findings.operations += 2;
  if (end !== "refunded") return;
  const refunded = await insist(() => url, "organizer.reservations.refund", {
    input: { reservationId: mine.reservationId, idempotencyKey: randomUUID() },
    headers: AS_ORGANIZER,
  });
  // Its first refund fails.
  const { status } = refunded.ok(reservationShape);
  expectThat(findings, status === "refunding", `${token}: ${status} while the refund fails`);
  findings.operations += 1;
}

async function expectBooks({ findings }: Stage, databaseUrl: string, due: number): Promise<void> {
  const [books] = await query<{ gateway: number; revenue: number; held: number }>(
    databaseUrl,
    `SELECT (SELECT sum(amount) FROM simulated_gateway.charges WHERE outcome = 'succeeded')::int
          - (SELECT sum(amount) FROM simulated_gateway.refunds)::int AS gateway,
            (SELECT sum(revenue) FROM inventory)::int AS revenue,
            (SELECT sum(held) FROM inventory)::int AS held`,
  );
  const agree = books?.gateway === due && books.revenue === due && books.held === 0;
  expectThat(findings, agree, `${JSON.stringify(books)} where ${due} is due`);
}
