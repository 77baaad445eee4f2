import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { type Buyer, reserveFor, runOutPin } from "../payments/payment.fixture.ts";
import { releasePins } from "../payments/release-pins.ts";
import { loadAvailability } from "./load-availability.ts";

/** More than are looked through. */
const CROWD = 1_050;

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

/** When each ticket type's next tickets may come back, by its name. */
async function nextReleases(event: TestEvent): Promise<Record<string, string | null>> {
  const availability = (await loadAvailability(t.db, [event.id])).get(event.id);
  const types = availability?.ticketTypes ?? [];
  return Object.fromEntries(types.map(({ name, nextReleaseAt }) => [name, nextReleaseAt]));
}

/** Holds one ticket, which ends in so many seconds; answers when. */
async function hold(event: TestEvent, name: string, seconds: number): Promise<string> {
  const { reservation } = await reserveFor(t, event, { [name]: 1 });
  await t.makeDue(reservation.id, -seconds * 1_000);
  const { rows } = await t.db.pool.query<{ expiresAt: Date }>(
    `SELECT expires_at AS "expiresAt" FROM reservations WHERE id = $1`,
    [reservation.id],
  );
  return rows[0]?.expiresAt.toISOString() ?? "";
}

/** A buyer of one ticket whose gateway does not answer, and until when that is waited for. */
async function payPending(
  event: TestEvent,
  name: string,
): Promise<{ buyer: Buyer; pinnedUntil: string | undefined }> {
  const buyer = await reserveFor(t, event, { [name]: 1 });
  await expect(buyer.pay("timeout_charged")).rejects.toMatchObject({ reason: "PAYMENT_PENDING" });
  const { rows } = await t.db.pool.query<{ pinnedUntil: Date }>(
    `SELECT pinned_until AS "pinnedUntil" FROM payments WHERE reservation_id = $1`,
    [buyer.reservation.id],
  );
  return { buyer, pinnedUntil: rows[0]?.pinnedUntil.toISOString() };
}

/** Holds a crowd's tickets, one each, whose ends are a millisecond apart from 10 s on. */
async function holdForCrowd(event: TestEvent, name: string, count: number): Promise<string[]> {
  const { rows } = await t.db.pool.query<{ expiresAt: Date }>(
    `WITH made AS (
       INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at,
                                 status, items, customer_email)
       SELECT gen_random_uuid(), t.event_id, gen_random_uuid(), 0, statement_timestamp(),
         statement_timestamp() + 10 * interval '1 s' + n * interval '1 ms', 'held',
         ARRAY[ARRAY[t.position, 1, t.price_amount::int]], 'crowd@example.com'
       FROM ticket_types t, generate_series(1, $2) AS n WHERE t.id = $1
       RETURNING expires_at)
     SELECT expires_at AS "expiresAt" FROM made ORDER BY 1`,
    [event.type(name), count],
  );
  await t.db.pool.query("UPDATE inventory SET held = held + $2 WHERE ticket_type_id = $1", [
    event.type(name),
    count,
  ]);
  return rows.map(({ expiresAt }) => expiresAt.toISOString());
}

test("each ticket type is told its own first hold's end, behind however many of another", async () => {
  const event = await t.publish({ Regular: { capacity: 1_000 }, VIP: {}, Balcony: {} });
  await hold(event, "Regular", 100);
  const vip = await hold(event, "VIP", 60);
  const [first] = await holdForCrowd(event, "Regular", 500);
  expect(await nextReleases(event)).toEqual({ Regular: first, VIP: vip, Balcony: null });
});

test("one that is rare among very many holds is told an end that its own does not come before", async () => {
  const event = await t.publish({ Regular: { capacity: 10_000 }, VIP: {} });
  const vip = await hold(event, "VIP", 60);
  const ends = await holdForCrowd(event, "Regular", CROWD);
  const { Regular, VIP } = await nextReleases(event);
  expect(Regular).toBe(ends[0]);
  expect(VIP).toBe(ends[999]);
  expect(VIP?.localeCompare(vip)).toBe(-1);
});

test("a hold that is being paid for ends with its pin, until that has run out", async () => {
  const event = await t.publish({ Regular: {}, VIP: {} });
  const [one, other] = [await payPending(event, "VIP"), await payPending(event, "VIP")];
  expect(await nextReleases(event)).toEqual({ Regular: null, VIP: one.pinnedUntil });
  await runOutPin(t, one.buyer);
  await releasePins(t.ctx);
  expect(await nextReleases(event)).toEqual({ Regular: null, VIP: other.pinnedUntil });
});
