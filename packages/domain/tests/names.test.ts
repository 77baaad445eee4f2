import { type Transaction, transaction } from "@stampede/db/transaction";
import { waitFor } from "@stampede/testing/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateEvent } from "../src/events/update-event.ts";
import { updateTicketType } from "../src/events/update-ticket-type.ts";
import type { PaymentGateway } from "../src/payments/gateway.ts";
import { reserveFor } from "../src/payments/payment.fixture.ts";
import { refundReservation } from "../src/payments/refund-reservation.ts";
import { reserve } from "../src/reservations/reserve.ts";
import { createTestContext, type TestContext, type TestEvent } from "./test-context.ts";
import { begin, type UnderWay, untilStopped } from "./under-way.ts";

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

const renameEvent = ({ id: eventId }: TestEvent): Promise<unknown> =>
  updateEvent(t.ctx, { eventId, name: "New" }, t.organizer);
const renameTicketType = (event: TestEvent): Promise<unknown> =>
  updateTicketType(t.ctx, { ticketTypeId: event.type("Regular"), name: "New" }, t.organizer);

/** Stops whoever changes a name once the old one's end is decided, and before anybody can see it. */
const stopRenaming = ({ client }: Transaction) =>
  client.query("LOCK TABLE earlier_names IN EXCLUSIVE MODE");

test("a reservation that is made while its event is renamed is told of one name at all times", async () => {
  const event = await t.publish({ Regular: {} });
  const request = event.request({ Regular: 1 });
  const [renaming, reserving] = await transaction(t.db, async (tx) => {
    await stopRenaming(tx);
    const first = begin(() => renameEvent(event));
    await untilStopped(t.db, first);
    const second = begin(() => reserve(t.ctx, request));
    await untilStopped(t.db, first, second);
    return [first, second];
  });
  await renaming.result;
  expect(await reserve(t.ctx, request)).toEqual(await reserving.result);
});

test.each([
  ["event", renameEvent],
  ["ticket type", renameTicketType],
] as const)(
  "a refund that is made while its %s is renamed is told of one name at all times",
  async (_, rename) => {
    const event = await t.publish({ Regular: {} });
    const { id: reservationId } = await (await reserveFor(t, event, { Regular: 1 })).pay();
    const input = { reservationId, idempotencyKey: crypto.randomUUID() };
    let renaming: UnderWay<unknown> | undefined;
    const gateway: PaymentGateway = {
      ...t.ctx.gateway,
      async refund(...request) {
        renaming = begin(() => rename(event));
        await untilStopped(t.db, renaming);
        return await t.ctx.gateway.refund(...request);
      },
    };
    const refunding = await transaction(t.db, async (tx) => {
      await stopRenaming(tx);
      const refund = begin(() => refundReservation({ ...t.ctx, gateway }, input, t.organizer));
      await untilStopped(t.db, await waitFor(() => renaming), refund);
      return refund;
    });
    await renaming?.result;
    const reply = await refunding.result;
    expect(reply.status).toBe("refunded");
    expect(await refundReservation(t.ctx, input, t.organizer)).toEqual(reply);
  },
);
