import { EventSource } from "eventsource";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type ApiServer, startApiServer } from "../tests/api-server.ts";
import { purchase } from "../tests/purchase.ts";
import type { Outputs } from "./api.ts";
import { type StampedeClient, createClient } from "./create-client.ts";
import { isStampedeError } from "./errors.ts";
import { newIdempotencyKey } from "./idempotency-key.ts";
import type { Fetch } from "./transport.ts";

type Event = Outputs["organizer"]["events"]["create"];

const HOUR_MS = 3_600_000;
const CAPACITY = 20;

let api: ApiServer;
let client: StampedeClient;
let event: Event;

beforeAll(async () => {
  api = await startApiServer();
  client = createClient({ url: api.url, apiKey: api.apiKey, EventSource });
  event = await publishEvent();
});

afterAll(() => api.close());

async function publishEvent(): Promise<Event> {
  const { id: eventId } = await client.organizer.events.create.mutate({
    name: "A concert",
    startsAt: new Date(Date.now() + HOUR_MS).toISOString(),
    timezone: "Europe/Madrid",
    ticketTypes: [
      { name: "Regular", price: { amount: 4_900, currency: "EUR" }, capacity: CAPACITY },
    ],
  });
  return client.organizer.events.publish.mutate({ eventId });
}

function reservationOf({ id: eventId, ticketTypes }: Event, quantity = 1) {
  const [ticketType] = ticketTypes;
  if (ticketType === undefined) throw new Error("the event has no ticket type");
  return {
    eventId,
    items: [{ ticketTypeId: ticketType.id, quantity }],
    customer: { email: "ada@example.com" },
    idempotencyKey: newIdempotencyKey(),
  };
}

/** A network that loses the first reply to each procedure named, after the server has done its work. */
function losingReplies(...procedures: readonly string[]): Fetch {
  const left = new Set(procedures);
  return async (url, request) => {
    const response = await fetch(url, request);
    const { pathname } = new URL(url);
    if (!left.delete(pathname.slice(pathname.lastIndexOf("/") + 1))) return response;
    await response.text();
    throw new TypeError("the connection was cut");
  };
}

const PATIENT = { retries: { timing: { random: () => 0, wait: async () => {} } } };

async function caught(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!isStampedeError(error)) throw new Error("did not fail as it should", { cause: error });
  return error;
}

test("a purchase ends with a ticket", async () => {
  const { slug } = await publishEvent();
  const code = await purchase(slug, client);
  const { items } = await client.organizer.reservations.list.query({
    eventId: (await client.events.get.query({ event: slug })).id,
  });
  expect(items.flatMap(({ tickets }) => tickets.map((ticket) => ticket.code))).toEqual([code]);
});

test("a reservation and a payment whose replies are lost are made once", async () => {
  const buyer = createClient({
    url: api.url,
    fetch: losingReplies("reservations.create", "reservations.pay"),
    ...PATIENT,
  });
  const own = await publishEvent();
  const { reservation, accessToken } = await buyer.reservations.create.mutate(
    reservationOf(own, 2),
  );
  const paid = await buyer.withReservation(accessToken).pay.mutate({
    reservationId: reservation.id,
    paymentToken: "card_ok",
    idempotencyKey: newIdempotencyKey(),
  });
  expect(paid).toMatchObject({ status: "paid", total: { amount: 9_800, currency: "EUR" } });
  const statistics = await client.statistics.byEvent.query({ eventId: own.id });
  expect(statistics.items).toMatchObject([{ held: 0, sold: 2, revenue: { amount: 9_800 } }]);
});

test("a cancellation whose reply is lost is told as the cancellation it was", async () => {
  const buyer = createClient({
    url: api.url,
    fetch: losingReplies("reservations.cancel"),
    ...PATIENT,
  });
  const { reservation, accessToken } = await buyer.reservations.create.mutate(reservationOf(event));
  const mine = buyer.withReservation(accessToken);
  const cancelled = await mine.cancel.mutate({ reservationId: reservation.id });
  expect(cancelled).toMatchObject({ id: reservation.id, status: "cancelled" });
  const second = await caught(mine.cancel.mutate({ reservationId: reservation.id }));
  expect(second.reason).toBe("RESERVATION_CLOSED");
});

test("calls of one moment share a request, ten at most", async () => {
  const before = api.requests.length;
  const calls = Array.from({ length: 12 }, () => client.events.get.query({ event: event.slug }));
  const events = await Promise.all(calls);
  expect(events.every(({ id }) => id === event.id)).toBe(true);
  const paths = api.requests.slice(before).map(({ url }) => url.split("?")[0]);
  expect(paths.map((path) => path?.split(",").length)).toEqual([10, 2]);
});

test("a credential goes with the calls that need it, in a header and never in an address", async () => {
  const before = api.requests.length;
  const one = await client.reservations.create.mutate(reservationOf(event));
  const two = await client.reservations.create.mutate(reservationOf(event));
  const tokens = new Map([one, two].map((made) => [made.reservation.id, made.accessToken]));
  const all = createClient({
    url: api.url,
    apiKey: api.apiKey,
    getAccessToken: (id) => tokens.get(id),
  });
  const [first, second] = await Promise.all([
    all.reservations.get.query({ reservationId: one.reservation.id }),
    all.reservations.get.query({ reservationId: two.reservation.id }),
    all.events.availability.query({ eventId: event.id }),
    all.statistics.funnel.query({ eventId: event.id }),
  ]);
  expect([first.id, second.id]).toEqual([one.reservation.id, two.reservation.id]);

  const requests = api.requests.slice(before);
  for (const { url, authorization, apiKey } of requests) {
    expect(apiKey).toBe(/\/(organizer|statistics)\./.test(url) ? api.apiKey : undefined);
    const token = /reservations\.get/.test(url) ? `Bearer ${tokenFor(url, tokens)}` : undefined;
    expect(authorization).toBe(token);
    for (const secret of [api.apiKey, one.accessToken, two.accessToken]) {
      expect(decodeURIComponent(url)).not.toContain(secret);
    }
  }
  expect(requests).toHaveLength(6);
});

function tokenFor(url: string, tokens: ReadonlyMap<string, string>): string | undefined {
  return [...tokens].find(([id]) => url.includes(id))?.[1];
}

test("the token of one reservation does not open another, and none opens nothing", async () => {
  const one = await client.reservations.create.mutate(reservationOf(event));
  const two = await client.reservations.create.mutate(reservationOf(event));
  const reservationId = two.reservation.id;
  const foreign = client.withReservation(one.accessToken).get.query({ reservationId });
  expect((await caught(foreign)).reason).toBe("NOT_FOUND");
  const anonymous = client.reservations.get.query({ reservationId });
  expect((await caught(anonymous)).reason).toBe("UNAUTHENTICATED");
});

test("refusals of the server come with their reason, details and message", async () => {
  const error = await caught(
    client.reservations.create.mutate(reservationOf(await publishEvent(), CAPACITY)),
  );
  expect(error).toMatchObject({ reason: "LIMIT_REACHED", details: { max: 10 } });
  expect(error.message).toMatch(/at most 10/i);
  const invalid = await caught(client.events.list.query({ limit: 0 }));
  if (invalid.reason !== "INVALID_INPUT") throw invalid;
  expect(invalid.details.issues.map(({ path }) => path)).toEqual([["limit"]]);
});

test("availability comes at once, and again when it changes", async () => {
  const own = await publishEvent();
  const seen: number[] = [];
  const changed = Promise.withResolvers<void>();
  const subscription = client.events.watchAvailability.subscribe(
    { eventId: own.id },
    {
      onError: changed.reject,
      onData({ ticketTypes }) {
        seen.push(...ticketTypes.map(({ available }) => available));
        if (seen.length === 1) void reserveOne(own).catch(changed.reject);
        if (seen.includes(CAPACITY - 1)) changed.resolve();
      },
    },
  );
  await changed.promise;
  subscription.unsubscribe();
  expect(seen).toEqual([CAPACITY, CAPACITY - 1]);
});

async function reserveOne(own: Event): Promise<void> {
  await client.reservations.create.mutate(reservationOf(own));
}

test("a subscription that is refused says why", async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const eventId = crypto.randomUUID();
  client.events.watchAvailability.subscribe({ eventId }, { onError: resolve });
  expect(await promise).toMatchObject({ reason: "NOT_FOUND" });
});

test("a subscription that something in between turns away is opened again", async () => {
  let turnedAway = 0;
  class Busy extends EventSource {
    constructor(url: string) {
      super(turnedAway < 2 ? `${api.url}/no-stream` : url);
      turnedAway += 1;
    }
  }
  const watcher = createClient({ url: api.url, EventSource: Busy, ...PATIENT });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const subscription = watcher.events.watchAvailability.subscribe(
    { eventId: event.id },
    { onData: ({ eventId }) => resolve(eventId), onError: reject },
  );
  expect(await promise).toBe(event.id);
  subscription.unsubscribe();
});
