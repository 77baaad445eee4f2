import { expect, test } from "vitest";
import { createTestContext } from "../../tests/test-context.ts";
import { ensureOrganizer } from "../organizers/ensure-organizer.ts";
import { reserveFor } from "../payments/payment.fixture.ts";
import { refundReservation } from "../payments/refund-reservation.ts";
import { checkIn } from "../tickets/check-in.ts";
import { checkIns } from "./check-ins.ts";

test("counts the tickets that are sold, and those of them that were admitted", async () => {
  await using t = await createTestContext();
  const event = await t.publish({ Regular: {}, VIP: {} });
  const count = () => checkIns(t.ctx, { eventId: event.id }, t.organizer);
  expect(await count()).toEqual({ issued: 0, checkedIn: 0 });

  const { tickets } = await (await reserveFor(t, event, { Regular: 2, VIP: 1 })).pay();
  await reserveFor(t, event, { VIP: 5 });
  const other = await t.publish({ Regular: {} });
  await (await reserveFor(t, other, { Regular: 7 })).pay();
  expect(await count()).toEqual({ issued: 3, checkedIn: 0 });

  for (const shown of [tickets[0], tickets[0], tickets[2]]) {
    await checkIn(t.ctx, { eventId: event.id, code: shown?.code ?? "" }, t.organizer);
  }
  expect(await count()).toEqual({ issued: 3, checkedIn: 2 });
});

test("whoever is in stays counted when the money goes back", async () => {
  await using t = await createTestContext();
  const event = await t.publish({ Regular: {} });
  const paid = await (await reserveFor(t, event, { Regular: 2 })).pay();
  const [{ code } = { code: "" }] = paid.tickets;
  await checkIn(t.ctx, { eventId: event.id, code }, t.organizer);
  const refund = { reservationId: paid.id, idempotencyKey: crypto.randomUUID() };
  await refundReservation(t.ctx, refund, t.organizer);
  expect(await checkIns(t.ctx, { eventId: event.id }, t.organizer)).toEqual({
    issued: 0,
    checkedIn: 1,
  });
});

test("tells another organizer nothing", async () => {
  await using t = await createTestContext();
  const event = await t.publish({ Regular: {} });
  const stranger = await ensureOrganizer(t.ctx, { slug: "stranger", name: "Stranger" });
  await expect(checkIns(t.ctx, { eventId: event.id }, stranger)).rejects.toMatchObject({
    reason: "NOT_FOUND",
  });
});
