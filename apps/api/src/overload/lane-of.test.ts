import { IncomingMessage, type IncomingHttpHeaders } from "node:http";
import { BlockList, Socket } from "node:net";
import { isApiKeyShaped } from "@stampede/domain/organizers/api-key-form";
import { createAccessTokens } from "@stampede/domain/reservations/access-tokens";
import { expect, test } from "vitest";
import { createLaneOf } from "./lane-of.ts";
import { createLanes } from "./lanes.ts";
import { createHasOrganizerCredential } from "./organizer-credentials.ts";

const TOKEN = createAccessTokens(["a secret"]).sign("01890000-0000-7000-8000-000000000001");
const BUYER = { authorization: `Bearer ${TOKEN}` };
const KEY = `sk_${"k".repeat(43)}`;
const ORGANIZER = { "x-api-key": KEY };
const SESSION = "stampede.session_token=signed";
const LIMITED = "192.0.2.66";

let looks = 0;
const hasCredential = createHasOrganizerCredential({
  organizerKeys: {
    isShaped: (key) => key === "named" || isApiKeyShaped(key),
    isKnown: (key) => key === "named",
  },
  isSignedSession(cookies) {
    looks += 1;
    return cookies === SESSION;
  },
  rateLimits: {
    limitedUntil: (policy, client) =>
      policy === "failedAuthentication" && client === LIMITED ? new Date(0) : undefined,
  },
  trustedProxies: proxies(),
});

function proxies(): BlockList {
  const list = new BlockList();
  list.addAddress("127.0.0.1");
  return list;
}

const EVENT = encodeURIComponent('{"eventId":"01890000-0000-7000-8000-000000000001"}');

function asked(url: string, headers: IncomingHttpHeaders = {}) {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: "127.0.0.1" });
  const incoming = new IncomingMessage(socket);
  Object.assign(incoming, { method: "GET", httpVersion: "1.1", url });
  Object.assign(incoming.headers, headers);
  const { lane, calls, isBatch } = createLaneOf(createLanes(), hasCredential)(incoming);
  return { lane: lane.name, calls, isBatch };
}

test.each([
  ["/healthz", {}, "probe"],
  ["/readyz", {}, "probe"],
  ["/metrics", {}, "probe"],
  ["/healthz?x", {}, "probe"],
  ["/readyz?", {}, "probe"],
  ["/metrics?x", {}, "probe"],
  ["/healthz/x", {}, "read"],
  ["/trpc/reservations.pay", BUYER, "buyer"],
  ["/trpc/reservations.get?input=%7B%7D", BUYER, "buyer"],
  ["/trpc/reservations.cancel", BUYER, "buyer"],
  ["/trpc/reservations.create", {}, "reserve"],
  ["/trpc/organizer.checkIn", ORGANIZER, "organizer"],
  ["/trpc/statistics.byEvent", { cookie: SESSION }, "organizer"],
  ["/api/auth/sign-in/email", {}, "organizer"],
  [`/trpc/events.availability?input=${EVENT}`, {}, "shared"],
  ["/trpc/events.availability?input=%7B%7D", {}, "read"],
  [`/trpc/events.availability?input=${EVENT}`, { "trpc-accept": "application/jsonl" }, "read"],
  ["/assets/pay-page-Bx1.js", {}, "shared"],
  ["/documents/reservations/1/tickets.pdf", BUYER, "buyer"],
  ["/documents/reservations/1/tickets.pdf?locale=pl", {}, "read"],
  ["/trpc/events.watchAvailability?input=%7B%7D", {}, "stream"],
  ["/trpc/events.list", {}, "read"],
  ["/events/some-event", {}, "read"],
  ["/", {}, "read"],
  ["/reservations/01890000-0000-7000-8000-000000000001", {}, "shared"],
  ["/reservations/01890000-0000-7000-8000-000000000001?paid", {}, "shared"],
  ["/organizer", {}, "shared"],
  ["/reservations/1/2", {}, "read"],
  // Written in another way than any client writes it.
  ["/trpc/reservations%2Epay", BUYER, "read"],
  ["/trpc/constructor", {}, "read"],
])("%s is told by its address", (url, headers, lane) => {
  expect(asked(url, headers)).toEqual({ lane, calls: 1, isBatch: false });
});

test.each([
  ["/trpc/reservations.pay", "read"],
  ["/trpc/organizer.checkIn", "read"],
  ["/documents/reservations/1/tickets.pdf", "read"],
])("%s without a credential is no better than what anybody asks", (url, lane) => {
  expect(asked(url).lane).toBe(lane);
});

test.each(["x", "Bearer x", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`])(
  "%s has not the form of a token and makes nobody a buyer",
  (authorization) => {
    expect(asked("/trpc/reservations.pay", { authorization }).lane).toBe("read");
  },
);

test.each([
  [{ "x-api-key": "named" }, "organizer"],
  [{ "x-api-key": "junk" }, "read"],
  [{ "x-api-key": `${KEY}k` }, "read"],
  [{ "x-api-key": `${KEY}\n` }, "read"],
  [{ "x-api-key": "x".repeat(600) }, "read"],
  [{ cookie: "_ga=1" }, "read"],
  [{ cookie: "stampede.session_token=forged" }, "read"],
  [{ cookie: SESSION, "x-api-key": "" }, "organizer"],
  // The key decides, as it will when the call is made.
  [{ cookie: SESSION, "x-api-key": "junk" }, "read"],
  // A made-up key has the right form, too.
  [{ ...ORGANIZER, "x-forwarded-for": LIMITED }, "read"],
  [{ ...ORGANIZER, "x-forwarded-for": "192.0.2.67" }, "organizer"],
  [{ "x-api-key": "named", "x-forwarded-for": LIMITED }, "organizer"],
  [{ cookie: SESSION, "x-forwarded-for": LIMITED }, "organizer"],
])("who carries %j calls as an organizer or as anybody", (headers, lane) => {
  expect(asked("/trpc/organizer.checkIn", headers).lane).toBe(lane);
  expect(asked("/trpc/statistics.byEvent", headers).lane).toBe(lane);
});

test("a cookie is looked at for organizers' calls alone, and once for a batch", () => {
  looks = 0;
  const cookie = SESSION;
  for (const path of ["reservations.create", "reservations.pay", "events.list", "events.list,x"]) {
    asked(`/trpc/${path}?batch=1`, { cookie });
  }
  asked("/", { cookie });
  expect(looks).toBe(0);
  expect(asked("/trpc/organizer.checkIn,statistics.byEvent?batch=1", { cookie }).lane).toBe(
    "organizer",
  );
  expect(looks).toBe(1);
});

test("a batch is no better than the least of its calls, and counts them", () => {
  const url = "/trpc/reservations.pay,events.list,reservations.create?batch=1";
  expect(asked(url, BUYER)).toEqual({ lane: "read", calls: 3, isBatch: true });
  const alone = "/trpc/reservations.pay?batch=1&input=%7B%7D";
  expect(asked(alone, BUYER)).toEqual({ lane: "buyer", calls: 1, isBatch: true });
});

test("a batch whose commas are written as none counts as the largest", () => {
  const url = "/trpc/reservations.create%2Creservations.create%2cevents.list?batch=1";
  expect(asked(url)).toEqual({ lane: "read", calls: 10, isBatch: true });
});

test("a batch of thousands is not read to its end", () => {
  const url = `/trpc/${"reservations.pay,".repeat(3_000)}?batch=1`;
  expect(asked(url, BUYER).calls).toBe(10);
});
