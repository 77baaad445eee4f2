import { expect, test } from "vitest";
import { createTestContext } from "../../tests/test-context.ts";
import { PAGE_BYTES_MAX } from "../page.ts";
import { reserveFor } from "../payments/payment.fixture.ts";
import { listReservations } from "./list-reservations.ts";

const LARGE = 5;
/** Two of them are a page. */
const QUANTITY = 1_000;
const LINES = 2;

test("a page of large reservations ends early, and none is skipped", async () => {
  await using t = await createTestContext();
  const free = { priceAmount: 0, capacity: 100_000, maxPerReservation: QUANTITY };
  const event = await t.publish({ Floor: free, Balcony: free });
  const made: string[] = [];
  for (let n = 0; n < LARGE; n++) {
    const buyer = await reserveFor(t, event, { Floor: QUANTITY, Balcony: QUANTITY });
    await buyer.pay();
    made.unshift(buyer.reservation.id);
  }

  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const input = { eventId: event.id, limit: 100, cursor };
    const page: Awaited<ReturnType<typeof listReservations>> = await listReservations(
      t.ctx,
      input,
      t.organizer,
    );
    expect(Buffer.byteLength(JSON.stringify(page.items))).toBeLessThanOrEqual(PAGE_BYTES_MAX);
    for (const { tickets } of page.items) expect(tickets).toHaveLength(LINES * QUANTITY);
    pages.push(page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && pages.length < LARGE);
  expect(pages.flat()).toEqual(made);
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
});

test("a reservation that is too large for any page is one by itself", async () => {
  await using t = await createTestContext();
  const names = Array.from({ length: 10 }, (_, n) => `Block ${n}`);
  const free = { priceAmount: 0, capacity: QUANTITY, maxPerReservation: QUANTITY };
  const event = await t.publish({
    ...Object.fromEntries(names.map((name) => [name, free])),
    Small: {},
  });
  const small = await reserveFor(t, event, { Small: 1 });
  const quantities = Object.fromEntries(names.map((name) => [name, QUANTITY]));
  const large = await reserveFor(t, event, quantities);
  await large.pay();

  const input = { eventId: event.id, limit: 100 };
  const first = await listReservations(t.ctx, input, t.organizer);
  expect(first.items.map(({ id }) => id)).toEqual([large.reservation.id]);
  expect(first.items[0]?.tickets).toHaveLength(names.length * QUANTITY);
  const second = await listReservations(t.ctx, { ...input, cursor: first.nextCursor }, t.organizer);
  expect(second.items.map(({ id }) => id)).toEqual([small.reservation.id]);
  expect(second.nextCursor).toBeNull();
});
