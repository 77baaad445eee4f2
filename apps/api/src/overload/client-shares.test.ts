import { IncomingMessage } from "node:http";
import { BlockList, Socket } from "node:net";
import { expect, test } from "vitest";
import { createClientShares } from "./client-shares.ts";
import { createLanes, type Lane } from "./lanes.ts";

const lanes = createLanes();

function scene({ isFair = true } = {}) {
  const trustedProxies = new BlockList();
  trustedProxies.addAddress("10.0.0.1");
  trustedProxies.addAddress("::1", "ipv6");
  const shares = createClientShares(lanes, { trustedProxies, isFair });
  const take = (lane: Lane, peer: string, { forwardedFor = "", calls = 1 } = {}) => {
    const socket = Object.defineProperty(new Socket(), "remoteAddress", { value: peer });
    const incoming = new IncomingMessage(socket);
    if (forwardedFor !== "") incoming.headers["x-forwarded-for"] = forwardedFor;
    return shares.take(incoming, { lane, calls, isBatch: calls > 1 });
  };
  /** How many calls one after another are let in. */
  const takeAll = (lane: Lane, peer: string, options: { forwardedFor?: string } = {}): number => {
    let taken = 0;
    while (taken <= lane.inFlightMax && take(lane, peer, options) !== undefined) taken++;
    return taken;
  };
  return { take, takeAll };
}

test.each([lanes.buyer, lanes.organizer, lanes.probe])(
  "one client has a quarter of the lane of $name at most, and leaves the rest to others",
  (lane) => {
    const { take, takeAll } = scene();
    expect(takeAll(lane, "203.0.113.1")).toBe(lane.inFlightMax / 4);
    expect(takeAll(lane, "203.0.113.2")).toBe(lane.inFlightMax / 4);
    expect(take(lane, "203.0.113.3")).toBeDefined();
  },
);

test("the calls of a batch count each, and give their places back together", () => {
  const { take, takeAll } = scene();
  const leave = take(lanes.probe, "203.0.113.1", { calls: 10 });
  expect(takeAll(lanes.probe, "203.0.113.1")).toBe(40);
  leave?.();
  expect(takeAll(lanes.probe, "203.0.113.1")).toBe(10);
});

test("clients behind a trusted proxy have a share each, and the proxy stands for many", () => {
  const { takeAll } = scene();
  for (const client of ["198.51.100.1", "198.51.100.2"]) {
    expect(takeAll(lanes.probe, "10.0.0.1", { forwardedFor: client })).toBe(50);
  }
  expect(takeAll(lanes.probe, "10.0.0.1")).toBe(100);
});

test("a trusted proxy of an IPv6 address stands for many too", () => {
  expect(scene().takeAll(lanes.probe, "::1")).toBe(200);
});

test("what the crowd asks has other bounds, and without limits there is no share", () => {
  expect(scene().takeAll(lanes.read, "203.0.113.1")).toBe(lanes.read.inFlightMax + 1);
  const { takeAll } = scene({ isFair: false });
  expect(takeAll(lanes.probe, "203.0.113.1")).toBe(lanes.probe.inFlightMax + 1);
});
