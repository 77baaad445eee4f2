import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestContext, type TestContext } from "../../tests/test-context.ts";
import { cancelEvent } from "../events/cancel-event.ts";
import { RefundFailedError } from "./gateway.ts";
import { makeCheckable, reserveFor } from "./payment.fixture.ts";
import { readBacklog } from "./read-backlog.ts";
import { sendRefunds } from "./reconcile-payments.ts";
import { windUpEvents } from "./wind-up-events.ts";

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

/** How many refunds wait for their first try, and how many were not made when they were tried. */
async function refunds(): Promise<{ waiting: number; refused: number }> {
  const backlog = await readBacklog(t.db);
  return { waiting: backlog.refunds.count, refused: backlog.refusedRefunds.count };
}

async function beginRefund(): Promise<void> {
  const event = await t.publish({ Regular: {} });
  await (await reserveFor(t, event, { Regular: 1 })).pay();
  await cancelEvent(t.ctx, { eventId: event.id }, t.organizer);
  await windUpEvents(t.ctx);
  await makeCheckable(t);
}

test("a refund counts as refused once the gateway has not made it, and not while it is asked", async () => {
  await beginRefund();
  const seen: object[] = [];
  const gateway = {
    ...t.ctx.gateway,
    async refund() {
      seen.push(await refunds());
      throw new RefundFailedError("no");
    },
  };
  await sendRefunds({ ...t.ctx, gateway });
  expect(seen).toEqual([{ waiting: 1, refused: 0 }]);
  expect(await refunds()).toEqual({ waiting: 0, refused: 1 });
  await makeCheckable(t);
  await sendRefunds(t.ctx);
});

test("a refund of a gateway that is not in use counts as refused", async () => {
  await beginRefund();
  await sendRefunds({ ...t.ctx, gateway: { ...t.ctx.gateway, name: "another" } });
  expect(await refunds()).toEqual({ waiting: 0, refused: 1 });
});
