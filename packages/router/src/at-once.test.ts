import { reserveInput } from "@stampede/domain/reservations/shapes";
import { expect, test } from "vitest";
import { z } from "zod";
import { AtOnce } from "./at-once.ts";

const ID = "01890000-0000-7000-8000-000000000001";
const valid = {
  eventId: ID,
  items: [{ ticketTypeId: ID, quantity: 2 }],
  customer: { email: " Buyer@Example.com ", name: "Żółć 🎟️" },
  idempotencyKey: "01890000-0000-4000-8000-000000000002",
};

test.each<[string, unknown]>([
  ["a reservation", valid],
  ["one with an id in capitals", { ...valid, eventId: ID.replace("b", "B").toUpperCase() }],
  ["one without a name", { ...valid, customer: { email: "a@example.com" } }],
  ["an unknown key", { ...valid, admin: true }],
  ["a missing key", { ...valid, idempotencyKey: undefined }],
  ["no lines", { ...valid, items: [] }],
  ["too many lines", { ...valid, items: Array.from({ length: 11 }, () => valid.items[0]) }],
  ["half a ticket", { ...valid, items: [{ ticketTypeId: ID, quantity: 0.5 }] }],
  ["a NUL in the name", { ...valid, customer: { email: "a@example.com", name: "\0" } }],
  ["__proto__", JSON.parse('{"__proto__":{"admin":true}}')],
  ["null", null],
  ["nothing", undefined],
])("%s is parsed at once as it is later", async (_, value) => {
  const later = await reserveInput.safeParseAsync(value);
  const atOnce = outcomeOf(() => new AtOnce(reserveInput).parse(value));
  expect(atOnce).toEqual(later.success ? { data: later.data } : { issues: later.error.issues });
});

test("a schema in which something waits is refused aloud", () => {
  const schema = new AtOnce(z.string().refine(() => Promise.resolve(false)));
  expect(() => schema.parse("x")).toThrow(z.core.$ZodAsyncError);
});

function outcomeOf(parse: () => unknown): object {
  try {
    return { data: parse() };
  } catch (error) {
    if (error instanceof z.ZodError) return { issues: error.issues };
    throw error;
  }
}
