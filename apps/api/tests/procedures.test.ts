import { availabilityShape } from "@stampede/domain/inventory/shapes";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventsOf } from "@stampede/testing/events-of";
import { credentialOf, PROCEDURES } from "./procedures.ts";
import { kindOf, PROCEDURE_PATHS } from "./router-procedures.ts";
import {
  createWorld,
  newReservation,
  ORGANIZER_KEY,
  startTestApi,
  type TestApi,
} from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const names = Object.keys(PROCEDURES);
const calls = names.filter((name) => kindOf(name) !== "subscription");
const of = (name: string) => {
  const found = PROCEDURES[name];
  if (found === undefined) throw new Error(name);
  return found;
};

test("every procedure is in the matrix", () => {
  expect(names.toSorted()).toEqual(PROCEDURE_PATHS.toSorted());
});

describe.each(calls)("%s", (name) => {
  test("answers the one who may call it", async () => {
    const world = await createWorld(api);
    const input = await of(name).input(world, api);
    const reply = await api.call(name, { input, headers: credentialOf(of(name), world) });
    reply.ok(z.looseObject({}));
    // Only availability is the same for all who ask.
    const caching = name === "events.availability" ? /^public, max-age=0/ : /^no-store$/;
    expect(reply.headers.get("cache-control")).toMatch(caching);
  });

  if (of(name).access === "public") return;

  test("asks everybody else for a credential", async () => {
    const world = await createWorld(api);
    const input = await of(name).input(world, api);
    const credentials: Record<string, string>[] = [
      {},
      { "x-api-key": "sk_wrong" },
      { authorization: "Bearer wrong" },
      { authorization: `Basic ${world.accessToken}` },
    ];
    // One kind of credential is none where the other kind is asked for.
    credentials.push(
      of(name).access === "token"
        ? { "x-api-key": ORGANIZER_KEY }
        : { authorization: `Bearer ${world.accessToken}` },
    );
    for (const headers of credentials) {
      const reply = await api.call(name, { input, headers });
      expect(reply.error()).toMatchObject({ reason: "UNAUTHENTICATED", httpStatus: 401 });
      expect(reply.status).toBe(401);
    }
  });

  test("shows a stranger no difference to what does not exist", async () => {
    const world = await createWorld(api);
    const input = await of(name).input(world, api);
    const other = await createWorld(api);
    const headers =
      of(name).access === "token"
        ? { authorization: `Bearer ${other.accessToken}` }
        : { "x-api-key": api.foreignKey };
    const reply = await api.call(name, { input, headers });
    if (of(name).foreign === "own") expect(reply.text).not.toContain(world.eventId);
    else expect(reply.error().reason).toBe("NOT_FOUND");
  });
});

test("lists need no input at all", async () => {
  const headers = { "x-api-key": ORGANIZER_KEY };
  for (const name of [
    "events.list",
    "organizer.events.list",
    "statistics.byEvent",
    "statistics.byTicketType",
  ]) {
    const reply = await api.call(name, { headers });
    expect(reply.ok(z.looseObject({}))).toHaveProperty("items");
  }
});

test("watching tells the state at once, and then each change", async () => {
  const { eventId, ticketTypeId } = await createWorld(api, { capacity: 7 });
  const input = encodeURIComponent(JSON.stringify({ eventId }));
  const response = await fetch(`${api.url}/trpc/events.watchAvailability?input=${input}`);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const available: (number | undefined)[] = [];
  for await (const { event, data } of eventsOf(response)) {
    if (event !== "message") continue;
    available.push(availabilityShape.parse(JSON.parse(data)).ticketTypes[0]?.available);
    if (available.length === 2) break;
    await api.call("reservations.create", { input: newReservation(eventId, ticketTypeId) });
  }
  expect(available).toEqual([6, 5]);
});

test("watching what does not exist ends with the reason", async () => {
  const reply = await api.call("events.watchAvailability", {
    input: { eventId: "01890000-0000-7000-8000-000000000000" },
  });
  expect(reply.error()).toMatchObject({ reason: "NOT_FOUND", code: "NOT_FOUND" });
});
