import { randomUUID } from "node:crypto";
import { organizerEventShape } from "@stampede/domain/events/shapes";
import { reservationShape } from "@stampede/domain/reservations/shapes";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ErrorData } from "./call.ts";
import { PROCEDURES } from "./procedures.ts";
import {
  createWorld,
  newEvent,
  newReservation,
  ORGANIZER_KEY,
  startTestApi,
  type TestApi,
  type World,
} from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const asOrganizer = { "x-api-key": ORGANIZER_KEY };
const asBuyer = ({ accessToken }: World) => ({ authorization: `Bearer ${accessToken}` });

async function reserve(world: World, quantity: number): Promise<ErrorData> {
  const input = newReservation(world.eventId, world.ticketTypeId, quantity);
  return (await api.call("reservations.create", { input })).error();
}

async function pay(world: World, changes: object = {}): Promise<ErrorData> {
  const input = {
    reservationId: world.reservationId,
    paymentToken: "tok",
    idempotencyKey: randomUUID(),
    ...changes,
  };
  const reply = await api.call("reservations.pay", { input, headers: asBuyer(world) });
  return reply.error();
}

async function saleOf(window: object): Promise<ErrorData> {
  const event = newEvent();
  const input = {
    ...event,
    ticketTypes: event.ticketTypes.map((type) => ({ ...type, ...window })),
  };
  const world = await createWorldOf(input);
  return reserve(world, 1);
}

async function createWorldOf(input: object, publish = true): Promise<World> {
  const reply = await api.call("organizer.events.create", { input, headers: asOrganizer });
  const { id: eventId, ticketTypes } = reply.ok(organizerEventShape);
  if (publish) {
    await api.call("organizer.events.publish", { input: { eventId }, headers: asOrganizer });
  }
  const ticketTypeId = ticketTypes[0]?.id ?? "";
  return { eventId, ticketTypeId, slug: "", reservationId: "", accessToken: "" };
}

test("SOLD_OUT is a conflict, with what is left", async () => {
  const world = await createWorld(api, { capacity: 1 });
  await api.call("reservations.pay", {
    input: await PROCEDURES["reservations.pay"]?.input(world, api),
    headers: asBuyer(world),
  });
  expect(await reserve(world, 1)).toMatchObject({
    reason: "SOLD_OUT",
    code: "CONFLICT",
    httpStatus: 409,
    details: { ticketTypeId: world.ticketTypeId, available: 0 },
  });
});

test("ALL_HELD is a conflict, with the instant to try again", async () => {
  const world = await createWorld(api, { capacity: 1 });
  expect(await reserve(world, 1)).toMatchObject({
    reason: "ALL_HELD",
    code: "CONFLICT",
    details: { available: 0, retryAt: expect.stringMatching(INSTANT) },
  });
});

test("LIMIT_REACHED says the limit", async () => {
  const world = await createWorld(api, { maxPerReservation: 2 });
  expect(await reserve(world, 3)).toMatchObject({
    reason: "LIMIT_REACHED",
    code: "CONFLICT",
    details: { max: 2 },
  });
});

test("SALES_NOT_STARTED and SALES_ENDED say when", async () => {
  const at = "2098-01-01T00:00:00.000Z";
  expect(await saleOf({ salesStartAt: at })).toMatchObject({
    reason: "SALES_NOT_STARTED",
    code: "PRECONDITION_FAILED",
    details: { at },
  });
  const past = "2020-01-01T00:00:00.000Z";
  expect(await saleOf({ salesEndAt: past })).toMatchObject({
    reason: "SALES_ENDED",
    httpStatus: 412,
    details: { at: past },
  });
});

test("EVENT_NOT_ON_SALE is said of a cancelled event", async () => {
  const world = await createWorld(api);
  const input = { eventId: world.eventId };
  await api.call("organizer.events.cancel", { input, headers: asOrganizer });
  expect(await reserve(world, 1)).toMatchObject({
    reason: "EVENT_NOT_ON_SALE",
    code: "PRECONDITION_FAILED",
  });
});

test("CARD_DECLINED and PAYMENT_FAILED leave the hold as it was", async () => {
  const world = await createWorld(api);
  expect(await pay(world, { paymentToken: "card_error" })).toMatchObject({
    reason: "CARD_DECLINED",
    code: "PAYMENT_REQUIRED",
    httpStatus: 402,
  });
  expect(await pay(world, { paymentToken: "payment_error" })).toMatchObject({
    reason: "PAYMENT_FAILED",
    code: "PAYMENT_REQUIRED",
  });
  const input = { reservationId: world.reservationId };
  const reply = await api.call("reservations.get", { input, headers: asBuyer(world) });
  expect(reply.ok(reservationShape).status).toBe("held");
});

test("CURRENCY_NOT_SUPPORTED is said before any charge", async () => {
  const world = await createWorld(api);
  expect(await pay(world, { currency: "USD" })).toMatchObject({
    reason: "CURRENCY_NOT_SUPPORTED",
    code: "BAD_REQUEST",
    details: { supported: ["EUR"] },
  });
});

test("RESERVATION_CLOSED is said of one that is over", async () => {
  const world = await createWorld(api);
  const input = { reservationId: world.reservationId };
  await api.call("reservations.cancel", { input, headers: asBuyer(world) });
  expect(await pay(world)).toMatchObject({ reason: "RESERVATION_CLOSED", code: "CONFLICT" });
});

test("IDEMPOTENCY_KEY_REUSED is said of another body under the same key", async () => {
  const { eventId, ticketTypeId } = await createWorld(api);
  const input = newReservation(eventId, ticketTypeId);
  const first = await api.call("reservations.create", { input });
  const again = await api.call("reservations.create", { input });
  expect(again.text).toBe(first.text);
  const other = { ...input, items: [{ ticketTypeId, quantity: 2 }] };
  const reply = await api.call("reservations.create", { input: other });
  expect(reply.error()).toMatchObject({
    reason: "IDEMPOTENCY_KEY_REUSED",
    code: "UNPROCESSABLE_CONTENT",
    httpStatus: 422,
  });
});

test("CAPACITY_TOO_SMALL keeps an organizer from overselling", async () => {
  const { ticketTypeId } = await createWorld(api);
  const reply = await api.call("organizer.ticketTypes.update", {
    input: { ticketTypeId, capacity: 0 },
    headers: asOrganizer,
  });
  expect(reply.error()).toMatchObject({
    reason: "CAPACITY_TOO_SMALL",
    code: "CONFLICT",
    details: { ticketTypeId },
  });
});

test("INVALID_INPUT names each field at fault", async () => {
  const reply = await api.call("events.list", { input: { limit: 0, colour: "red" } });
  const { reason, code, details } = reply.error();
  expect({ reason, code }).toEqual({ reason: "INVALID_INPUT", code: "BAD_REQUEST" });
  expect(details).toMatchObject({
    issues: expect.arrayContaining([
      expect.objectContaining({ path: ["limit"] }),
      expect.objectContaining({ message: expect.stringContaining("colour") }),
    ]),
  });
});

test("calls of one batch succeed and fail each for itself", async () => {
  const { eventId } = await createWorld(api);
  const input = JSON.stringify({ 0: { eventId }, 1: { eventId: randomUUID() }, 2: {} });
  const paths = "events.availability,events.availability,events.availability";
  const address = `${api.url}/trpc/${paths}?batch=1&input=${encodeURIComponent(input)}`;
  const response = await fetch(address);
  expect(response.status).toBe(207);
  const body: unknown = await response.json();
  expect(body).toMatchObject([
    { result: { data: { eventId } } },
    { error: { data: { reason: "NOT_FOUND" } } },
    { error: { data: { reason: "INVALID_INPUT" } } },
  ]);
});
