import { IncomingMessage, type IncomingHttpHeaders } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { laneOf } from "./lane-of.ts";
import { createLanes } from "./lanes.ts";

const BUYER = { authorization: "Bearer x" };
const ORGANIZER = { "x-api-key": "sk_x" };

function asked(url: string, headers: IncomingHttpHeaders = {}) {
  const incoming = new IncomingMessage(new Socket());
  incoming.url = url;
  Object.assign(incoming.headers, headers);
  const { lane, calls, isBatch } = laneOf(createLanes(), incoming);
  return { lane: lane.name, calls, isBatch };
}

test.each([
  ["/healthz", {}, "probe"],
  ["/readyz", {}, "probe"],
  ["/metrics", {}, "probe"],
  ["/metrics?x", {}, "read"],
  ["/trpc/reservations.pay", BUYER, "buyer"],
  ["/trpc/reservations.get?input=%7B%7D", BUYER, "buyer"],
  ["/trpc/reservations.cancel", BUYER, "buyer"],
  ["/trpc/reservations.create", {}, "reserve"],
  ["/trpc/organizer.checkIn", ORGANIZER, "organizer"],
  ["/trpc/statistics.byEvent", { cookie: "s=1" }, "organizer"],
  ["/api/auth/sign-in/email", {}, "organizer"],
  ["/trpc/events.availability?input=%7B%7D", {}, "shared"],
  ["/trpc/events.watchAvailability?input=%7B%7D", {}, "stream"],
  ["/trpc/events.list", {}, "read"],
  ["/events/some-event", {}, "read"],
  // Written in another way than any client writes it.
  ["/trpc/reservations%2Epay", BUYER, "read"],
  ["/trpc/constructor", {}, "read"],
])("%s is told by its address", (url, headers, lane) => {
  expect(asked(url, headers)).toEqual({ lane, calls: 1, isBatch: false });
});

test.each([
  ["/trpc/reservations.pay", "read"],
  ["/trpc/organizer.checkIn", "read"],
])("%s without a credential is no better than what anybody asks", (url, lane) => {
  expect(asked(url).lane).toBe(lane);
});

test("a batch is no better than the least of its calls, and counts them", () => {
  const url = "/trpc/reservations.pay,events.list,reservations.create?batch=1";
  expect(asked(url, BUYER)).toEqual({ lane: "read", calls: 3, isBatch: true });
  const alone = "/trpc/reservations.pay?batch=1&input=%7B%7D";
  expect(asked(alone, BUYER)).toEqual({ lane: "buyer", calls: 1, isBatch: true });
});

test("a batch of thousands is not read to its end", () => {
  const url = `/trpc/${"reservations.pay,".repeat(3_000)}?batch=1`;
  expect(asked(url, BUYER).calls).toBe(10);
});
