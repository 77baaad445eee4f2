import { StampedeError } from "@stampede/client/errors";
import { expect, test } from "vitest";

import { orderOf } from "./order.ts";
import { type OrderWait, placeOrder } from "./place-order.ts";

const order = orderOf("event", { type: 2 }, { email: " ada@example.com ", name: "" });
const lost = new StampedeError("NETWORK", null, { message: "lost", retryAfterMs: null });
const broken = new StampedeError("INTERNAL_ERROR", null, { message: "broken", retryAfterMs: null });
const overloaded = (retryAfterMs: number) =>
  new StampedeError(
    "OVERLOADED",
    { retryAt: "2026-12-01T10:00:00.000Z" },
    { message: "overloaded", retryAfterMs },
  );

/** Fails with each of `failures` in turn; without `last` it never gets an answer. */
async function attempt(failures: readonly Error[], isOnline = true) {
  const keys: string[] = [];
  const waits: OrderWait[] = [];
  const result = await placeOrder(order, {
    send: ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return Promise.reject(failures[keys.length - 1] ?? failures.at(-1) ?? new Error("none"));
    },
    onSend: () => undefined,
    wait: (wait) => {
      waits.push(wait);
      return Promise.resolve();
    },
    random: () => 1,
    isOnline: () => isOnline,
  }).catch((error: unknown) => error);
  return { keys, waits, result };
}

test("an order is sent again with the same key, after what the server asked for and a little more", async () => {
  const { keys, waits, result } = await attempt([overloaded(3_000), lost, broken]);
  expect(new Set(keys)).toEqual(new Set([order.idempotencyKey]));
  expect(waits).toEqual([
    { reason: "OVERLOADED", waitMs: 3_500 },
    { reason: "NETWORK", waitMs: 1_000 },
  ]);
  expect(result).toBe(broken);
});

test("it is not sent for ever, and not when the server asks for too long", async () => {
  const endless = await attempt([lost]);
  expect(endless.keys).toHaveLength(20);
  expect(Math.max(...endless.waits.map(({ waitMs }) => waitMs))).toBe(8_000);
  const long = await attempt([overloaded(600_000)]);
  expect(long.waits).toEqual([]);
});

test("without a connection it waits for that", async () => {
  const { waits } = await attempt([lost, broken], false);
  expect(waits).toEqual([{ reason: "NETWORK", waitMs: 30_000 }]);
});

test("an order has what was chosen, and a name only where there is one", () => {
  const made = orderOf("e", { a: 1, b: 0 }, { email: " a@b.c ", name: "  " });
  expect(made.items).toEqual([{ ticketTypeId: "a", quantity: 1 }]);
  expect(made.customer).toEqual({ email: "a@b.c" });
});
