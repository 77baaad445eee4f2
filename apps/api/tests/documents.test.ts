import { randomUUID } from "node:crypto";
import { organizerEventShape } from "@stampede/domain/events/shapes";
import {
  type Reservation,
  reservationShape,
  reserveOutput,
} from "@stampede/domain/reservations/shapes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { replyOf } from "./call.ts";
import { createWorld, newEvent, ORGANIZER_KEY, startTestApi, type TestApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

interface Buyer {
  readonly reservationId: string;
  readonly accessToken: string;
}

function fetchTickets({ reservationId, accessToken }: Buyer, search = ""): Promise<Response> {
  return fetch(`${api.url}/documents/reservations/${reservationId}/tickets.pdf${search}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
}

async function pay({ reservationId, accessToken }: Buyer): Promise<Reservation> {
  const reply = await api.call("reservations.pay", {
    input: { reservationId, paymentToken: "tok", idempotencyKey: randomUUID() },
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return reply.ok(reservationShape);
}

async function reserve(
  event: { name?: string; capacity?: number; maxPerReservation?: number },
  quantity: number,
  customer: { email: string; name?: string } = { email: "buyer@example.com" },
): Promise<Buyer> {
  const headers = { "x-api-key": ORGANIZER_KEY };
  const input = { ...newEvent({ price: 0, ...event }), name: event.name ?? "A Night" };
  const created = await api.call("organizer.events.create", { input, headers });
  const { id: eventId, ticketTypes } = created.ok(organizerEventShape);
  await api.call("organizer.events.publish", { input: { eventId }, headers });
  const items = [{ ticketTypeId: ticketTypes[0]?.id, quantity }];
  const reserved = await api.call("reservations.create", {
    input: { eventId, items, customer, idempotencyKey: randomUUID() },
  });
  const { reservation, accessToken } = reserved.ok(reserveOutput);
  return { reservationId: reservation.id, accessToken };
}

/** The document's own word for its pages, and those that it has. */
async function pagesOf(response: Response): Promise<number> {
  expect(response.status).toBe(200);
  const text = Buffer.from(await response.arrayBuffer()).toString("latin1");
  expect(text.startsWith("%PDF-1.")).toBe(true);
  expect(text.trimEnd().endsWith("%%EOF")).toBe(true);
  const count = Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(text)?.[1]);
  expect([...text.matchAll(/\/Type \/Page\s/g)]).toHaveLength(count);
  return count;
}

test("a paid reservation's tickets come as a document with a page for each", async () => {
  const buyer = await reserve({ name: "Zażółć gęślą jaźń" }, 3, {
    email: "l@example.com",
    name: "Łukasz Żółć",
  });
  await pay(buyer);
  for (const search of ["", "?locale=en", "?locale=pl"]) {
    const response = await fetchTickets(buyer, search);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await pagesOf(response)).toBe(3);
  }
});

test("no name that an event can have stands in the way", async () => {
  const names = [
    "🎉🎉🎉",
    "👩‍👩‍👧 Day",
    "مهرجان الفوانيس",
    "פסטיבל הפנסים hello",
    "ガラスの山",
    "A".repeat(200),
  ];
  for (const name of names) {
    const buyer = await reserve({ name }, 1, { email: "a@example.com", name });
    await pay(buyer);
    expect(await pagesOf(await fetchTickets(buyer))).toBe(1);
  }
});

test("a reservation of more tickets than a document holds comes in parts", async () => {
  const buyer = await reserve({ capacity: 600, maxPerReservation: 600 }, 501);
  await pay(buyer);
  const first = await fetchTickets(buyer);
  expect(Number(first.headers.get("content-length"))).toBeLessThan(2_000_000);
  expect(await pagesOf(first)).toBe(500);
  expect(await pagesOf(await fetchTickets(buyer, "?from=501"))).toBe(1);
  expect((await replyOf(await fetchTickets(buyer, "?from=502"))).error().reason).toBe("NOT_FOUND");
});

test("nobody but the holder of the token gets them", async () => {
  const { reservationId, accessToken } = await createWorld(api);
  await pay({ reservationId, accessToken });
  const other = await createWorld(api);
  const url = `${api.url}/documents/reservations/${reservationId}/tickets.pdf`;
  const attempts = [
    { headers: {}, reason: "UNAUTHENTICATED", status: 401 },
    { headers: { authorization: "Bearer wrong" }, reason: "UNAUTHENTICATED", status: 401 },
    { headers: { authorization: `Basic ${accessToken}` }, reason: "UNAUTHENTICATED", status: 401 },
    { headers: { "x-api-key": ORGANIZER_KEY }, reason: "UNAUTHENTICATED", status: 401 },
    {
      headers: { authorization: `Bearer ${other.accessToken}` },
      reason: "NOT_FOUND",
      status: 404,
    },
  ];
  for (const { headers, reason, status } of attempts) {
    for (const search of ["", `?token=${accessToken}`]) {
      const reply = await replyOf(await fetch(url + search, { headers }));
      expect(reply.error().reason).toBe(reason);
      expect(reply.status).toBe(status);
      expect(reply.headers.get("cache-control")).toBe("no-store");
    }
  }
});

test("a reservation without tickets says why it has none", async () => {
  const { reservationId, accessToken } = await createWorld(api);
  const buyer = { reservationId, accessToken };
  const refusal = async () => (await replyOf(await fetchTickets(buyer))).error();
  expect(await refusal()).toMatchObject({ reason: "NOT_FOUND", httpStatus: 404 });

  await pay(buyer);
  await api.call("organizer.reservations.refund", {
    input: { reservationId, idempotencyKey: randomUUID() },
    headers: { "x-api-key": ORGANIZER_KEY },
  });
  expect(await refusal()).toMatchObject({
    reason: "RESERVATION_CLOSED",
    httpStatus: 409,
    details: { status: expect.stringMatching(/^refund/) },
  });

  const given = await createWorld(api);
  await api.call("reservations.cancel", {
    input: { reservationId: given.reservationId },
    headers: { authorization: `Bearer ${given.accessToken}` },
  });
  const reply = await replyOf(await fetchTickets(given));
  expect(reply.error()).toMatchObject({
    reason: "RESERVATION_CLOSED",
    details: { status: "cancelled" },
  });
});

test("what is asked for wrongly is refused with the field's name", async () => {
  const { reservationId, accessToken } = await createWorld(api);
  const buyer = { reservationId, accessToken };
  await pay(buyer);
  const wrong = ["?locale=de", "?locale=", "?from=0", "?from=-1", "?from=1.5", "?from=1e3"];
  for (const search of wrong) {
    const path = [/\?(\w+)=/.exec(search)?.[1]];
    expect((await replyOf(await fetchTickets(buyer, search))).error()).toMatchObject({
      reason: "INVALID_INPUT",
      details: { issues: [{ path }] },
    });
  }
  const noId = await replyOf(await fetchTickets({ ...buyer, reservationId: "..%2f..%2fetc" }));
  expect(noId.error()).toMatchObject({
    reason: "INVALID_INPUT",
    details: { issues: [{ path: ["reservationId"] }] },
  });
});
