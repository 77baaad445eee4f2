import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ChangedRows, watchRows } from "./changed-rows.ts";
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

/** Requests with one key at the same moment. */
const AT_ONCE = 8;
const PER_RESERVATION = 4;

let api: TestApi;
let changedRows: ChangedRows;
let world: World;
beforeAll(async () => {
  api = await startTestApi();
  changedRows = await watchRows(api);
});
beforeEach(async () => {
  world = await createWorld(api, { maxPerReservation: PER_RESERVATION });
  await changedRows.take();
});
afterAll(() => api[Symbol.asyncDispose]());

const asOrganizer = { "x-api-key": ORGANIZER_KEY };
const asBuyer = () => ({ authorization: `Bearer ${world.accessToken}` });
const pay = (changes: object = {}) =>
  api.call("reservations.pay", {
    input: {
      reservationId: world.reservationId,
      paymentToken: "tok",
      idempotencyKey: randomUUID(),
      ...changes,
    },
    headers: asBuyer(),
  });
const cancel = () =>
  api.call("reservations.cancel", {
    input: { reservationId: world.reservationId },
    headers: asBuyer(),
  });
const refund = () =>
  api.call("organizer.reservations.refund", {
    input: { reservationId: world.reservationId, idempotencyKey: randomUUID() },
    headers: asOrganizer,
  });
const runOut = () =>
  api.rows(
    `UPDATE reservations SET created_at = created_at - interval '1 hour',
       expires_at = expires_at - interval '1 hour' WHERE id = '${world.reservationId}'`,
  );
const cancelEvent = () =>
  api.call("organizer.events.cancel", { input: { eventId: world.eventId }, headers: asOrganizer });

/** What has been done, what is tried then, and what it is told. */
const HISTORIES: [string, (() => Promise<unknown>)[], typeof pay, string][] = [
  ["pay twice", [pay], pay, "RESERVATION_CLOSED"],
  ["pay what has run out", [runOut], pay, "RESERVATION_EXPIRED"],
  ["pay what is given back", [cancel], pay, "RESERVATION_CLOSED"],
  ["pay what is refunded", [pay, refund], pay, "RESERVATION_CLOSED"],
  ["pay for an event that is cancelled", [cancelEvent], pay, "EVENT_NOT_ON_SALE"],
  ["pay in another currency", [], () => pay({ currency: "USD" }), "CURRENCY_NOT_SUPPORTED"],
  ["give back what is paid", [pay], cancel, "RESERVATION_CLOSED"],
  ["give back what has run out", [runOut], cancel, "RESERVATION_EXPIRED"],
  ["give back what is given back", [cancel], cancel, "RESERVATION_CLOSED"],
  ["give back what is refunded", [pay, refund], cancel, "RESERVATION_CLOSED"],
  ["refund twice", [pay, refund], refund, "RESERVATION_CLOSED"],
  ["refund what is not paid", [], refund, "RESERVATION_CLOSED"],
  ["refund what is given back", [cancel], refund, "RESERVATION_CLOSED"],
];

test.each(HISTORIES)("to %s is refused, and changes no row", async (_, before, attempt, reason) => {
  for (const step of before) await step();
  await changedRows.take();
  const reply = await attempt();
  expect(reply.error().reason).toBe(reason);
  expect(reply.status).toBeLessThan(500);
  expect(await changedRows.take()).toEqual([]);
});

describe.each(["reservations.create", "reservations.pay", "organizer.reservations.refund"])(
  "the idempotency key of %s",
  (path) => {
    const of = PROCEDURES[path];
    const prepare = async (): Promise<Record<string, unknown>> =>
      z.record(z.string(), z.unknown()).parse(await of?.input(world, api));
    const call = (input: object) =>
      api.call(path, { input, headers: { ...asOrganizer, ...asBuyer() } });

    test.each([undefined, null, "", 1, "key", randomUUID().slice(1), `${randomUUID()} `, {}])(
      "is refused when it is %j",
      async (idempotencyKey) => {
        const input = { ...(await prepare()), idempotencyKey };
        await changedRows.take();
        expect((await call(input)).error()).toMatchObject({
          reason: "INVALID_INPUT",
          details: { issues: [{ path: ["idempotencyKey"] }] },
        });
        expect(await changedRows.take()).toEqual([]);
      },
    );

    test("gives the same reply again, in any case, and changes nothing more", async () => {
      const input = await prepare();
      const first = await call(input);
      expect(first.status).toBe(200);
      await changedRows.take();
      const key = String(input["idempotencyKey"]).toUpperCase();
      for (const again of [input, { ...input, idempotencyKey: key }]) {
        expect((await call(again)).text).toBe(first.text);
      }
      expect(await changedRows.take()).toEqual([]);
    });

    test("is refused with another body, and changes nothing then", async () => {
      const input = await prepare();
      await call(input);
      const other = await createWorld(api);
      await changedRows.take();
      const body =
        path === "reservations.create"
          ? { ...newReservation(other.eventId, other.ticketTypeId) }
          : { ...input, reservationId: other.reservationId };
      const headers = { ...asOrganizer, authorization: `Bearer ${other.accessToken}` };
      const reply = await api.call(path, {
        input: { ...body, idempotencyKey: input["idempotencyKey"] },
        headers,
      });
      expect(reply.error().reason).toBe("IDEMPOTENCY_KEY_REUSED");
      expect(reply.status).toBe(422);
      expect(await changedRows.take()).toEqual([]);
    });

    test("has one effect, however many send it at once", async () => {
      const input = await prepare();
      const count = async () =>
        (
          await api.rows(
            `SELECT (SELECT count(*) FROM reservations) AS reservations,
                    (SELECT count(*) FROM payments) AS payments,
                    (SELECT count(*) FROM simulated_gateway.charges) AS charges,
                    (SELECT count(*) FROM refunds) AS refunds,
                    (SELECT sum(held) || '/' || sum(sold) FROM inventory) AS counters`,
          )
        )[0];
      const before = await count();
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => call(input)));
      const accepted = replies.filter(({ status }) => status === 200);
      expect(accepted.length).toBeGreaterThan(0);
      for (const reply of replies.filter(({ status }) => status !== 200)) {
        expect(reply.error().reason).toMatch(/^PAYMENT_(IN_PROGRESS|PENDING)$/);
      }
      const after = await count();
      expect(after).not.toEqual(before);
      // Once it is over everybody is told the same, and nothing is done again.
      const settled = await call(input);
      for (const { text } of accepted) expect(text).toBe(settled.text);
      expect(await count()).toEqual(after);
      for (const name of ["reservations", "payments", "charges", "refunds"]) {
        expect(Number(after?.[name]) - Number(before?.[name])).toBeLessThanOrEqual(1);
      }
    });
  },
);

test("lines of one ticket type are added up before any limit is looked at", async () => {
  const { eventId, ticketTypeId } = world;
  const line = { ticketTypeId, quantity: PER_RESERVATION - 1 };
  const input = { ...newReservation(eventId, ticketTypeId), items: [line, line] };
  const reply = await api.call("reservations.create", { input });
  expect(reply.error()).toMatchObject({
    reason: "LIMIT_REACHED",
    details: { ticketTypeId, max: PER_RESERVATION },
  });
  const many = { ...input, items: Array.from({ length: 1_000 }, () => line) };
  const refused = await api.call("reservations.create", { input: many });
  expect(refused.error().reason).toBe("INVALID_INPUT");
  expect(await changedRows.take()).toEqual([]);
});

test.each([
  [{ startsAt: "2099-06-01T18:00:00.000Z", endsAt: "2099-06-01T17:59:59.999Z" }, "endsAt"],
  [{ startsAt: "2099-02-29T18:00:00.000Z" }, "startsAt"],
  [{ startsAt: "2099-02-30T18:00:00.000Z" }, "startsAt"],
  [{ startsAt: "2099-06-31T18:00:00.000Z" }, "startsAt"],
  [{ startsAt: "2099-06-01T24:00:00.000Z" }, "startsAt"],
  [{ startsAt: "2016-12-31T23:59:60.000Z" }, "startsAt"],
  [{ startsAt: "9999-12-31T23:59:59.999-01:00" }, "startsAt"],
  [{ startsAt: "+010000-01-01T00:00:00.000Z" }, "startsAt"],
  [{ startsAt: "0000-01-01T00:00:00.000Z" }, "startsAt"],
  // Without an offset an hour in which clocks change would be two instants, or none.
  [{ startsAt: "2099-03-29T02:30:00.000" }, "startsAt"],
  [{ startsAt: "2099-03-29T02:30:00.000[Europe/Warsaw]" }, "startsAt"],
  [{ startsAt: "2099-06-01" }, "startsAt"],
  [{ timezone: "Mars/Olympus_Mons" }, "timezone"],
  [{ timezone: "+01:00" }, "timezone"],
])("no event is made with %j", async (changes, field) => {
  const input = { ...newEvent(), ...changes };
  const reply = await api.call("organizer.events.create", { input, headers: asOrganizer });
  expect(reply.error()).toMatchObject({
    reason: "INVALID_INPUT",
    httpStatus: 400,
    details: { issues: expect.arrayContaining([expect.objectContaining({ path: [field] })]) },
  });
  expect(await changedRows.take()).toEqual([]);
});

test.each([
  ["2096-02-29T12:00:00.000Z", "2096-02-29T12:00:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ["2099-03-29T02:30:00.000+01:00", "2099-03-29T01:30:00.000Z"],
  ["2099-10-25T02:30:00+02:00", "2099-10-25T00:30:00.000Z"],
])(
  "an event may start at %s, a leap day, the last instant, or while clocks change",
  async (startsAt, stored) => {
    const input = { ...newEvent(), startsAt };
    const reply = await api.call("organizer.events.create", { input, headers: asOrganizer });
    expect(reply.ok(z.looseObject({ startsAt: z.string() })).startsAt).toBe(stored);
  },
);

test.each([
  ["2099-06-02T00:00:00.000Z", "2099-06-01T00:00:00.000Z"],
  ["2099-06-01T00:00:00.000Z", "2099-06-01T00:00:00.000Z"],
])("no timeline goes from %s to %s", async (from, to) => {
  const input = { eventId: world.eventId, from, to, bucket: "hour" };
  const reply = await api.call("statistics.timeline", { input, headers: asOrganizer });
  expect(reply.error()).toMatchObject({
    reason: "INVALID_INPUT",
    details: { issues: [{ path: ["to"] }] },
  });
});

test("no sale ends before it starts, neither as made nor as changed", async () => {
  const salesStartAt = "2098-01-02T00:00:00.000Z";
  const salesEndAt = "2098-01-01T00:00:00.000Z";
  const [ticketType] = newEvent().ticketTypes;
  const create = await api.call("organizer.ticketTypes.create", {
    input: { eventId: world.eventId, ...ticketType, salesStartAt, salesEndAt },
    headers: asOrganizer,
  });
  expect(create.error().reason).toBe("INVALID_INPUT");
  const update = (changes: object) =>
    api.call("organizer.ticketTypes.update", {
      input: { ticketTypeId: world.ticketTypeId, ...changes },
      headers: asOrganizer,
    });
  expect((await update({ salesStartAt, salesEndAt })).error().reason).toBe("INVALID_INPUT");
  expect(await changedRows.take()).toEqual([]);
  expect((await update({ salesStartAt })).status).toBe(200);
  await changedRows.take();
  expect((await update({ salesEndAt })).error().reason).toBe("INVALID_INPUT");
  expect(await changedRows.take()).toEqual([]);
});
