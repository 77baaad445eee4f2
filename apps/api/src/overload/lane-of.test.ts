import { IncomingMessage, type IncomingHttpHeaders } from "node:http";
import { Socket } from "node:net";
import { createAccessTokens } from "@stampede/domain/reservations/access-tokens";
import { expect, test } from "vitest";
import { createLaneOf } from "./lane-of.ts";
import { createLanes } from "./lanes.ts";

const TOKEN = createAccessTokens(["a secret"]).sign("01890000-0000-7000-8000-000000000001");
const BUYER = { authorization: `Bearer ${TOKEN}` };
const ORGANIZER = { "x-api-key": "sk_x" };

const EVENT = encodeURIComponent('{"eventId":"01890000-0000-7000-8000-000000000001"}');

function asked(url: string, headers: IncomingHttpHeaders = {}) {
  const incoming = new IncomingMessage(new Socket());
  Object.assign(incoming, { method: "GET", httpVersion: "1.1", url });
  Object.assign(incoming.headers, headers);
  const { lane, calls, isBatch } = createLaneOf(createLanes())(incoming);
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
  ["/trpc/statistics.byEvent", { cookie: "s=1" }, "organizer"],
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
