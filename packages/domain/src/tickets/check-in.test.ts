import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { cancelEvent } from "../events/cancel-event.ts";
import { ensureOrganizer } from "../organizers/ensure-organizer.ts";
import { reserveFor } from "../payments/payment.fixture.ts";
import { refundReservation } from "../payments/refund-reservation.ts";
import type { Reservation } from "../reservations/shapes.ts";
import { checkIn } from "./check-in.ts";
import { checkInOutput } from "./shapes.ts";

let t: TestContext;
let event: TestEvent;
let paid: Reservation;
let code: string;
beforeAll(async () => {
  t = await createTestContext();
  event = await t.publish({ Regular: {} });
});
afterAll(() => t[Symbol.asyncDispose]());
beforeEach(async () => {
  const buyer = await reserveFor(t, event, { Regular: 2 });
  paid = await buyer.pay();
  code = paid.tickets[0]?.code ?? "";
});

const show = (shown: string) => checkIn(t.ctx, { eventId: event.id, code: shown }, t.organizer);
const refund = () =>
  refundReservation(
    t.ctx,
    { reservationId: paid.id, idempotencyKey: crypto.randomUUID() },
    t.organizer,
  );

describe("a ticket", () => {
  test("admits once, and then tells when it did", async () => {
    const first = checkInOutput.parse(await show(code));
    expect(first).toMatchObject({ result: "admitted", ticket: { code } });
    expect(first.ticket?.checkedInAt).not.toBeNull();
    expect(await show(code)).toEqual({ ...first, result: "already_checked_in" });
    expect(await show(paid.tickets[1]?.code ?? "")).toMatchObject({ result: "admitted" });
  });

  test("admits one of many who show it at once", async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => show(code)));
    expect(replies.filter(({ result }) => result === "admitted")).toHaveLength(1);
    expect(new Set(replies.map(({ ticket }) => ticket?.checkedInAt)).size).toBe(1);
  });

  test("is read as people type it", async () => {
    const typed = ` ${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)} `
      .toLowerCase()
      .replaceAll("0", "o")
      .replaceAll("1", "l");
    expect(await show(typed)).toMatchObject({ result: "admitted", ticket: { code } });
  });

  test("whose money is back, or on its way, admits nobody", async () => {
    await show(code);
    await refund();
    for (const ticket of paid.tickets) {
      expect(await show(ticket.code)).toMatchObject({
        result: "refunded",
        ticket: { code: ticket.code },
      });
    }
  });

  test("of a cancelled event admits nobody, before anybody has begun to give its money back", async () => {
    const off = await t.publish({ Regular: {} });
    const buyer = await reserveFor(t, off, { Regular: 2 });
    const [first, second] = (await buyer.pay()).tickets;
    const showOff = (ticket = first) =>
      checkIn(t.ctx, { eventId: off.id, code: ticket?.code ?? "" }, t.organizer);
    await showOff();
    await cancelEvent(t.ctx, { eventId: off.id }, t.organizer);
    expect(await showOff()).toMatchObject({ result: "refunded" });
    const { result, ticket } = await showOff(second);
    expect(result).toBe("refunded");
    expect(ticket?.checkedInAt).toBeNull();
  });

  test("is either refunded or admitted first when both come at once", async () => {
    const [shown] = await Promise.all([show(code), refund()]);
    expect(["admitted", "refunded"]).toContain(shown.result);
    if (shown.result === "refunded") expect(shown.ticket?.checkedInAt).toBeNull();
    expect(await show(code)).toMatchObject({ result: "refunded" });
  });
});

test.each(["0000000000000000", "x", "'; DROP TABLE tickets", "🎟", "0".repeat(64)])(
  "a code that was never issued is unknown: %s",
  async (unknown) => {
    expect(await show(unknown)).toEqual({ result: "unknown", ticket: null });
  },
);

test("a ticket of another event is unknown", async () => {
  const other = await t.publish({ Regular: {} });
  const reply = await checkIn(t.ctx, { eventId: other.id, code }, t.organizer);
  expect(reply).toEqual({ result: "unknown", ticket: null });
});

test("another organizer's event is not found, and nobody is admitted", async () => {
  const stranger = await ensureOrganizer(t.ctx, { slug: "stranger", name: "Stranger" });
  for (const eventId of [event.id, crypto.randomUUID()]) {
    await expect(checkIn(t.ctx, { eventId, code }, stranger)).rejects.toMatchObject({
      reason: "NOT_FOUND",
    });
  }
  expect(await show(code)).toMatchObject({ result: "admitted" });
});
