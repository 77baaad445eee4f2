import { transaction } from "@stampede/db/transaction";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestContext, type TestContext } from "../../tests/test-context.ts";
import { reserveFor } from "../payments/payment.fixture.ts";
import { issueTickets } from "./issue-tickets.ts";

const MANY = 5_000;

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

test("thousands of tickets are issued at once, each with a code of its own", async () => {
  const event = await t.publish({ Regular: {} });
  const { reservation } = await reserveFor(t, event, { Regular: 1 });
  const items = [{ ticketTypeId: event.type("Regular"), quantity: MANY }];
  await transaction(t.db, (tx) => issueTickets(tx, reservation, items));
  const { rows } = await t.db.pool.query<{ codes: number; ids: number }>(
    `SELECT count(DISTINCT code)::int AS codes, count(DISTINCT id)::int AS ids
     FROM tickets WHERE reservation_id = $1`,
    [reservation.id],
  );
  expect(rows).toEqual([{ codes: MANY, ids: MANY }]);
});
