import { IncomingMessage } from "node:http";
import { BlockList, Socket } from "node:net";
import { expect, test } from "vitest";
import { createBuyerLimits } from "./buyer-limits.ts";

const LATER = new Date("2030-01-01T00:00:10.000Z");
const LATEST = new Date("2030-01-01T00:00:20.000Z");

/** When a client may try again by policy and client. */
function limitedUntil(limited: Readonly<Record<string, Date>>, url: string, forwardedFor?: string) {
  const proxies = new BlockList();
  proxies.addAddress("10.0.0.1");
  const socket = Object.defineProperty(new Socket(), "remoteAddress", { value: "10.0.0.1" });
  const incoming = new IncomingMessage(socket);
  incoming.url = url;
  if (forwardedFor !== undefined) incoming.headers["x-forwarded-for"] = forwardedFor;
  const limits = {
    limitedUntil: (policy: string, client: string) => limited[`${policy} ${client}`],
  };
  return createBuyerLimits(limits, proxies)(incoming);
}

test.each([
  ["/trpc/reservations.pay", "pay"],
  ["/trpc/reservations.pay?batch=1", "pay"],
  ["/trpc/reservations.get?input=%7B%7D", "read"],
  ["/trpc/reservations.cancel", "change"],
  ["/documents/reservations/1/tickets.pdf", "read"],
])("%s is held against its client's limit, and no other client's", (url, policy) => {
  const limited = { [`${policy} 198.51.100.7`]: LATER };
  expect(limitedUntil(limited, url, "198.51.100.7")).toEqual(LATER);
  expect(limitedUntil(limited, url, "198.51.100.8")).toBeUndefined();
  const others = ["pay", "read", "change"].filter((other) => other !== policy);
  const elsewhere = Object.fromEntries(others.map((other) => [`${other} 198.51.100.7`, LATER]));
  expect(limitedUntil(elsewhere, url, "198.51.100.7")).toBeUndefined();
});

test("a batch goes on while one of its calls may, and waits for the last of them otherwise", () => {
  const url = "/trpc/reservations.pay,reservations.get,reservations.pay?batch=1";
  const pay = { "pay 198.51.100.7": LATER };
  expect(limitedUntil(pay, url, "198.51.100.7")).toBeUndefined();
  const both = { ...pay, "read 198.51.100.7": LATEST };
  expect(limitedUntil(both, url, "198.51.100.7")).toEqual(LATEST);
});
