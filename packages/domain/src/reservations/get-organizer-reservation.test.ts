import { expect, test } from "vitest";
import { createTestContext } from "../../tests/test-context.ts";
import { ensureOrganizer } from "../organizers/ensure-organizer.ts";
import { reserveFor } from "../payments/payment.fixture.ts";
import { getOrganizerReservation } from "./get-organizer-reservation.ts";
import { getReservation } from "./get-reservation.ts";

test("an organizer sees a reservation as its buyer does, and no stranger sees it", async () => {
  await using t = await createTestContext();
  const event = await t.publish({ Regular: {} });
  const buyer = await reserveFor(t, event, { Regular: 2 });
  await buyer.pay();
  const input = { reservationId: buyer.reservation.id };

  const seen = await getOrganizerReservation(t.ctx, input, t.organizer);
  const own = await getReservation(t.ctx, input, buyer.accessToken);
  expect(seen).toEqual({ ...own, serverNow: expect.any(String) });
  expect(seen.tickets).toHaveLength(2);

  const stranger = await ensureOrganizer(t.ctx, { slug: "stranger", name: "Stranger" });
  for (const [asked, organizer] of [
    [input, stranger],
    [{ reservationId: event.id }, t.organizer],
  ] as const) {
    await expect(getOrganizerReservation(t.ctx, asked, organizer)).rejects.toMatchObject({
      reason: "NOT_FOUND",
    });
  }
});
