import { createTestDatabase } from "@stampede/testing/database";
import type { AppProcess } from "@stampede/testing/processes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "../call.ts";
import { expectInvariants, heldOf, openSale, payAtLast, reserveCall, startApi } from "./stage.ts";

const BUYERS = 200;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let apps: AppProcess[];
beforeAll(async () => {
  database = await createTestDatabase();
  apps = await Promise.all([startApi(database.url), startApi(database.url)]);
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await database.drop();
});

const urlOf = (buyer: number): string => apps[buyer % apps.length]?.url ?? "";

test.each([1, 10, 100])(
  "of 200 buyers who race for the last %i tickets on two processes exactly these get one, and pay",
  async (capacity) => {
    const sale = await openSale(urlOf(0), capacity);
    const replies = await Promise.all(
      Array.from({ length: BUYERS }, (_, buyer) =>
        call(urlOf(buyer), "reservations.create", reserveCall(sale)),
      ),
    );
    const held = replies.filter(({ status }) => status === 200).map(heldOf);
    const refused = replies.filter(({ status }) => status !== 200);
    expect(held).toHaveLength(capacity);
    for (const reply of refused) expect(reply.error().reason).toBe("ALL_HELD");

    // On the process that did not reserve: it knows as much.
    const paid = await Promise.all(
      held.map((mine, buyer) => payAtLast(database.url, () => urlOf(buyer + 1), mine)),
    );
    expect(paid.map(({ status }) => status)).toEqual(held.map(() => 200));
    const late = await call(urlOf(0), "reservations.create", reserveCall(sale));
    expect(late.error().reason).toBe("SOLD_OUT");
    await expectInvariants(database.url);
  },
);
