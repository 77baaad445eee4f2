import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { normalizeRequest, requestHash } from "./request.ts";
import type { ReserveInput } from "./shapes.ts";

const KEY = "0199aaaa-0000-7000-8000-00000000000a";
const EVENT = "0199bbbb-0000-7000-8000-00000000000b";
const [A, B] = ["0199cccc-0000-7000-8000-00000000000c", "0199dddd-0000-7000-8000-00000000000d"];

const input = (given: Partial<ReserveInput> = {}): ReserveInput => ({
  eventId: EVENT,
  items: [{ ticketTypeId: A, quantity: 1 }],
  customer: { email: "buyer@example.com", name: "A Buyer" },
  idempotencyKey: KEY,
  ...given,
});

test("lines of one ticket type are added up, in the order of their ids", () => {
  const items = [
    { ticketTypeId: B, quantity: 2 },
    { ticketTypeId: A, quantity: 1 },
    { ticketTypeId: B.toUpperCase(), quantity: 3 },
  ];
  expect(normalizeRequest(input({ items }))).toEqual({
    eventId: EVENT,
    idempotencyKey: KEY,
    hash: expect.any(BigInt),
    lines: [
      { ticketTypeId: A, quantity: 1 },
      { ticketTypeId: B, quantity: 5 },
    ],
    customer: { email: "buyer@example.com", name: "A Buyer" },
  });
});

test("one request has one fingerprint, however it is written", () => {
  const written = fc.array(fc.record({ id: fc.constantFrom(A, B), upper: fc.boolean() }), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(written, (lines) => {
      const items = lines.map(({ id, upper }) => ({
        ticketTypeId: upper ? id.toUpperCase() : id,
        quantity: 1,
      }));
      const upper = { eventId: EVENT.toUpperCase(), idempotencyKey: KEY.toUpperCase() };
      expect(normalizeRequest({ ...input({ items: items.toReversed() }), ...upper })).toEqual(
        normalizeRequest(input({ items })),
      );
    }),
  );
});

test("another request has another fingerprint, and another key alone has not", () => {
  const { hash } = normalizeRequest(input());
  expect(normalizeRequest(input({ idempotencyKey: A })).hash).toBe(hash);
  for (const changed of [
    { eventId: A },
    { items: [{ ticketTypeId: A, quantity: 2 }] },
    { items: [{ ticketTypeId: B, quantity: 1 }] },
    { customer: { email: "other@example.com", name: "A Buyer" } },
    { customer: { email: "buyer@example.com", name: "Another" } },
    { customer: { email: "buyer@example.com" } },
  ]) {
    expect(normalizeRequest(input(changed)).hash).not.toBe(hash);
  }
});

test("a name that is left out is the same as none", () => {
  const { email } = input().customer;
  const absent = normalizeRequest(input({ customer: { email } }));
  expect(absent.customer).toEqual({ email, name: null });
  expect(normalizeRequest(input({ customer: { email, name: null } }))).toEqual(absent);
});

test("a fingerprint is the first 64 bits of the SHA-256, signed, as those that are stored", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (request) => {
      const digest = createHash("sha256").update(JSON.stringify(request)).digest();
      expect(requestHash(request)).toBe(digest.readBigInt64BE());
    }),
  );
});
