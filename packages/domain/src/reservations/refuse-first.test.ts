import { transaction } from "@stampede/db/transaction";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { createDomainContext, type OwnedDomainContext } from "../create-context.ts";
import { lockCounters } from "../inventory/counters.ts";
import { cancelReservation } from "./cancel-reservation.ts";
import { refuseFirst } from "./refuse-first.ts";
import { normalizeRequest } from "./request.ts";
import { QUEUE_DEADLINE_MS, type ReservationQueue } from "./reservation-queue.ts";
import { reserve } from "./reserve.ts";

const CROWD = 50;
const ROUNDS = 10;

let t: TestContext;
/** Another process, as far as the domain can tell. */
let other: OwnedDomainContext;
beforeAll(async () => {
  t = await createTestContext();
  const { db, gateway, alarms, log, holdSeconds } = t.ctx;
  const appSecrets = ["a secret that only tests know, 32 characters and more"] as const;
  other = createDomainContext({ db, gateway, alarms, log, holdSeconds, appSecrets });
});
afterAll(async () => {
  await other.close();
  await t[Symbol.asyncDispose]();
});

/** How many are refused for want of tickets, of so many who want `quantity` each. */
async function refusedOf(event: TestEvent, crowd: number, quantity: number): Promise<number> {
  const requests = Array.from({ length: crowd }, () => event.request({ Regular: quantity }));
  const results = await Promise.allSettled(requests.map((request) => reserve(t.ctx, request)));
  return results.filter(
    (result) => result.status === "rejected" && /SOLD_OUT|ALL_HELD/.test(result.reason.reason),
  ).length;
}

describe("an event that has run short", () => {
  test("gives a request one deadline for its look and its group together", async () => {
    const event = await t.publish({ Regular: {} });
    const request = () => normalizeRequest(event.request({ Regular: 1 }));
    const deadlines: (number | undefined)[] = [];
    const groups: ReservationQueue = {
      async submit({ lines: [line] }, _, deadlineMs) {
        deadlines.push(deadlineMs);
        const ticketTypeId = line?.ticketTypeId ?? "";
        const refusal = { reason: "SOLD_OUT", ticketTypeId, available: 0 } as const;
        return { kind: "refused", refusal, now: new Date() };
      },
    };
    const queue = refuseFirst(groups, t.db, t.ctx.holdSeconds);
    await queue.submit(request());
    expect(deadlines[0]).toBeLessThanOrEqual(performance.now() + QUEUE_DEADLINE_MS);
    const deadlineMs = performance.now() + 2 * QUEUE_DEADLINE_MS;
    await queue.submit(request(), undefined, deadlineMs);
    expect(deadlines[1]).toBe(deadlineMs);
    await expect(queue.submit(request(), undefined, performance.now() - 1)).rejects.toMatchObject({
      reason: "OVERLOADED",
    });
    expect(deadlines).toHaveLength(2);
  });

  test("never refuses what another process put back before it was asked for", async () => {
    const event = await t.publish({ Regular: { capacity: 1 } });
    let given = await reserve(t.ctx, event.request({ Regular: 1 }));
    for (let round = 0; round < ROUNDS; round++) {
      // They want more than can return, and keep looks at the counters under way all the time.
      const crowds = [refusedOf(event, CROWD, 2), refusedOf(event, 1, 2)];
      await crowds[1];
      crowds.push(refusedOf(event, CROWD, 2));
      const { accessToken, reservation } = given;
      await cancelReservation(other, { reservationId: reservation.id }, accessToken);
      given = await reserve(t.ctx, event.request({ Regular: 1 }));
      expect(await Promise.all(crowds)).toEqual([CROWD, 1, CROWD]);
    }
  });

  test("refuses without waiting for those who hold its counters", async () => {
    const event = await t.publish({ Regular: { capacity: 1 } });
    await reserve(t.ctx, event.request({ Regular: 1 }));
    expect(await refusedOf(event, 1, 1)).toBe(1);
    await transaction(t.db, async (tx) => {
      await lockCounters(tx, event.id, "all");
      // A lock that is waited for would be given up, with another error.
      expect(await refusedOf(event, CROWD, 1)).toBe(CROWD);
    });
  });

  test("answers a key that got the last ticket with its reservation", async () => {
    const event = await t.publish({ Regular: { capacity: 1 } });
    const request = event.request({ Regular: 1 });
    const first = await reserve(t.ctx, request);
    expect(await refusedOf(event, CROWD, 1)).toBe(CROWD);
    expect(await reserve(t.ctx, request)).toEqual(first);
  });

  test("gives a due hold to whoever asks next", async () => {
    const event = await t.publish({ Regular: { capacity: 1 } });
    const { reservation } = await reserve(t.ctx, event.request({ Regular: 1 }));
    expect(await refusedOf(event, CROWD, 1)).toBe(CROWD);
    await t.makeDue(reservation.id);
    expect((await reserve(t.ctx, event.request({ Regular: 1 }))).reservation.status).toBe("held");
  });

  test("serves those whom it can while it refuses the others", async () => {
    const event = await t.publish({ Regular: { capacity: 1 }, VIP: { capacity: CROWD } });
    await reserve(t.ctx, event.request({ Regular: 1 }));
    const served = Array.from({ length: CROWD }, () => reserve(t.ctx, event.request({ VIP: 1 })));
    expect(await refusedOf(event, CROWD, 1)).toBe(CROWD);
    expect(await Promise.all(served)).toHaveLength(CROWD);
  });
});
