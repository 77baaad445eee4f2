import { randomUUID } from "node:crypto";
import { availabilityShape } from "@stampede/domain/inventory/shapes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ChangedRows, watchRows } from "./changed-rows.ts";
import { eventsOf } from "@stampede/testing/events-of";
import { credentialOf, PROCEDURES } from "./procedures.ts";
import { setStage } from "./sign-in/stage.ts";
import { kindOf, PROCEDURE_PATHS } from "./router-procedures.ts";
import {
  createWorld,
  newReservation,
  ORGANIZER_KEY,
  type TestApi,
  type World,
} from "./test-api.ts";

let api: TestApi;
let changedRows: ChangedRows;
let standing: { readonly ours: World; readonly theirs: World };
let sessionCookie: string;
beforeAll(async () => {
  const stage = await setStage();
  api = stage.api;
  close = () => stage[Symbol.asyncDispose]();
  standing = { ours: await createWorld(api), theirs: await createWorld(api, {}, api.foreignKey) };
  const { email } = await stage.addUser("demo");
  sessionCookie = (await stage.signedIn(email)).cookieHeader();
  changedRows = await watchRows(api);
});
let close: () => PromiseLike<void>;
afterAll(() => close());

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

  test("takes no credential that is nearly one", async () => {
    const world = await createWorld(api);
    const input = await of(name).input(world, api);
    const { accessToken } = world;
    // Whoever has one of the right form is told what a buyer is of another's reservation.
    const last = accessToken.endsWith("A") ? "Q" : "A";
    const forged = { authorization: `Bearer ${accessToken.slice(0, -1)}${last}` };
    await changedRows.take();
    for (const headers of [
      { "x-api-key": "sk_wrong" },
      { "x-api-key": ORGANIZER_KEY.slice(0, -1) },
      { "x-api-key": `${ORGANIZER_KEY}0` },
      { "x-api-key": "k".repeat(8_000) },
      { authorization: "Bearer wrong" },
      { authorization: `Basic ${accessToken}` },
      { authorization: `Bearer ${accessToken.slice(0, -1)}` },
      forged,
      { authorization: `Bearer ${accessToken}A` },
      { authorization: `Bearer ${"t".repeat(8_000)}` },
      { cookie: `stampede.session_token=${accessToken}` },
    ]) {
      const reply = await api.call(name, { input, headers });
      const isBuyers = headers === forged && of(name).access === "token";
      const expected = isBuyers ? "NOT_FOUND" : "UNAUTHENTICATED";
      expect([headers, reply.error().reason]).toEqual([headers, expected]);
      expect(reply.status).toBe(isBuyers ? 404 : 401);
    }
    expect(await changedRows.take()).toEqual([]);
  });
});

/** Everybody there is, as a procedure knows them, and whose side each is on. */
const ROLES = {
  nobody: undefined,
  "the buyer": "ours",
  "another buyer": "theirs",
  "the organizer by key": "ours",
  "the organizer by session": "ours",
  "another organizer": "theirs",
} as const;
type Role = keyof typeof ROLES;

describe.each(names)("%s, by everybody,", (name) => {
  test.each(["ours", "theirs"] as const)("for what is %s", async (side) => {
    const key = side === "ours" ? ORGANIZER_KEY : api.foreignKey;
    let world = await createWorld(api, {}, key);
    let input = await of(name).input(world, api);
    for (const role of rolesInOrder(name, side, namesAny(input, world))) {
      const expected = expectedOf(name, role, side, namesAny(input, world));
      await changedRows.take();
      const { told, text } = await ask(name, input, headersOf(role, { [side]: world }));
      expect([role, told]).toEqual([role, expected]);
      if (told !== "ok") expect([role, await changedRows.take()]).toEqual([role, []]);
      // A list of one's own has nothing of anybody else.
      if (of(name).access === "organizer" && ROLES[role] !== side) {
        expect(text).not.toContain(world.eventId);
      }
      if (told !== "ok" || kindOf(name) !== "mutation") continue;
      world = await createWorld(api, {}, key);
      input = await of(name).input(world, api);
    }
  });

  test("for what does not exist", async () => {
    const world = await createWorld(api);
    const input = await of(name).input(world, api);
    if (!namesAny(input, world)) return;
    const aimed = renamed(input, world);
    await changedRows.take();
    for (const role of Object.keys(ROLES).filter(isRole)) {
      const expected = expectedOf(name, role, undefined, true);
      const { told } = await ask(name, aimed, headersOf(role, { ours: world }));
      expect([role, told]).toEqual([role, expected]);
    }
    expect(await changedRows.take()).toEqual([]);
  });
});

const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name);

/** Those who are refused first, so that they all meet the world as it was. */
function rolesInOrder(name: string, side: "ours" | "theirs", isAimed: boolean): Role[] {
  const refused = (role: Role): number => (expectedOf(name, role, side, isAimed) === "ok" ? 1 : 0);
  return Object.keys(ROLES)
    .filter(isRole)
    .toSorted((a, b) => refused(a) - refused(b));
}

/** What a role is told: `ok`, or the reason. Nothing differs for what is foreign and what is not there. */
function expectedOf(
  name: string,
  role: Role,
  side: "ours" | "theirs" | undefined,
  isAimed: boolean,
): string {
  const isOwn = ROLES[role] === side;
  const { access } = of(name);
  switch (access) {
    case "public":
      return side === undefined ? "NOT_FOUND" : "ok";
    case "token":
      if (!role.includes("buyer")) return "UNAUTHENTICATED";
      return isOwn ? "ok" : "NOT_FOUND";
    case "organizer":
      if (!role.includes("organizer")) return "UNAUTHENTICATED";
      return isOwn || !isAimed ? "ok" : "NOT_FOUND";
    default:
      return access satisfies never;
  }
}

function headersOf(
  role: Role,
  { ours = standing.ours, theirs = standing.theirs }: Partial<typeof standing>,
): Record<string, string> {
  switch (role) {
    case "nobody":
      return {};
    case "the buyer":
      return { authorization: `Bearer ${ours.accessToken}` };
    case "another buyer":
      return { authorization: `Bearer ${theirs.accessToken}` };
    case "the organizer by key":
      return { "x-api-key": ORGANIZER_KEY };
    case "the organizer by session":
      return { cookie: sessionCookie, origin: api.url };
    case "another organizer":
      return { "x-api-key": api.foreignKey };
    default:
      return role satisfies never;
  }
}

/** Calls, and of a stream hears the first word. */
async function ask(name: string, input: unknown, headers: Record<string, string>) {
  if (kindOf(name) !== "subscription") {
    const reply = await api.call(name, { input, headers });
    const { status, text } = reply;
    return { told: status === 200 ? "ok" : reply.error().reason, text };
  }
  const query = encodeURIComponent(JSON.stringify(input));
  const response = await fetch(`${api.url}/trpc/${name}?input=${query}`, { headers });
  for await (const { event, data } of eventsOf(response)) {
    if (event === "message") return { told: "ok", text: data };
    if (event === "serialized-error") {
      return {
        told: z.object({ data: z.object({ reason: z.string() }) }).parse(JSON.parse(data)).data
          .reason,
        text: data,
      };
    }
  }
  throw new Error("the stream told nothing");
}

/** Whether an input names anything of a world. */
function namesAny(input: unknown, world: World): boolean {
  return JSON.stringify(renamed(input, world)) !== JSON.stringify(input);
}

/** The same input for what does not exist. */
function renamed(input: unknown, { eventId, slug, ticketTypeId, reservationId }: World): unknown {
  const text = [eventId, ticketTypeId, reservationId].reduce(
    (json, id) => json.replaceAll(id, randomUUID()),
    JSON.stringify(input),
  );
  return JSON.parse(text.replaceAll(`"${slug}"`, `"no-such-event"`));
}

test.each(names.filter((name) => kindOf(name) === "mutation"))(
  "%s writes nothing by a GET",
  async (name) => {
    const world = await createWorld(api);
    const input = await of(name).input(world, api);
    await changedRows.take();
    for (const more of [{}, { "trpc-accept": "application/json" }]) {
      const headers = { ...credentialOf(of(name), world), ...more };
      const reply = await api.call(name, { input, headers, method: "GET" });
      expect(reply.status).toBe(405);
      expect(reply.error().reason).toBe("INVALID_INPUT");
    }
    expect(await changedRows.take()).toEqual([]);
  },
);

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
