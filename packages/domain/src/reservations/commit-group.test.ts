import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestContext, type TestContext, type TestEvent } from "../../tests/test-context.ts";
import { loadAvailability } from "../inventory/load-availability.ts";
import { expectInvariants, reserveFor } from "../payments/payment.fixture.ts";
import { commitGroup } from "./commit-group.ts";
import type { GroupOutcome } from "./group-decision.ts";
import { normalizeRequest, type ReservationRequest } from "./request.ts";
import { reserve } from "./reserve.ts";

const HOLD_SECONDS = 900;
const MAX_PER_RESERVATION = 4;
/** Each fills an event of its own, in some 50 ms. */
const SCENARIOS = 40;
const NAMES = ["Regular", "VIP", "Balcony"];

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

type Quantities = Readonly<Record<string, number>>;

const quantities = (max: number): fc.Arbitrary<Quantities> =>
  fc
    .uniqueArray(
      fc.record({ name: fc.constantFrom(...NAMES), quantity: fc.integer({ min: 1, max }) }),
      {
        selector: ({ name }) => name,
        minLength: 1,
      },
    )
    .map((lines) => Object.fromEntries(lines.map(({ name, quantity }) => [name, quantity])));
const scenario = fc.record({
  capacity: fc.integer({ min: 1, max: 9 }),
  /** Made one after the other as far as they fit. */
  before: fc.array(
    fc.record({ state: fc.constantFrom("held", "due", "paid"), wants: quantities(2) }),
    { maxLength: 5 },
  ),
  /** Few keys, so that some are used again: for the same, or for something else. */
  requests: fc.array(fc.record({ key: fc.nat(8), wants: quantities(MAX_PER_RESERVATION + 1) }), {
    minLength: 1,
    maxLength: 14,
  }),
  groupSizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 14, maxLength: 14 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** One ticket type of the model: what is nobody's, and what is somebody's whose time is not over. */
interface Stock {
  free: number;
  held: number;
}

/** What a seller with a pencil does, who serves one buyer after the other. */
function createSeller(stock: ReadonlyMap<string, Stock>) {
  const served = new Map<string, string>();
  return ({ idempotencyKey, lines }: ReservationRequest): unknown => {
    const body = JSON.stringify(lines);
    const earlier = served.get(idempotencyKey);
    if (earlier !== undefined) return earlier === body ? "replayed" : "key_reused";
    for (const { ticketTypeId, quantity } of lines) {
      const { free, held } = stock.get(ticketTypeId) ?? { free: 0, held: 0 };
      if (quantity > MAX_PER_RESERVATION) return ["LIMIT_REACHED", ticketTypeId];
      if (quantity > free) return [held > 0 ? "ALL_HELD" : "SOLD_OUT", ticketTypeId, free];
    }
    for (const { ticketTypeId, quantity } of lines) {
      const type = stock.get(ticketTypeId);
      if (type === undefined) continue;
      type.free -= quantity;
      type.held += quantity;
    }
    served.set(idempotencyKey, body);
    return "reserved";
  };
}

function said(outcome: GroupOutcome): unknown {
  if (outcome.kind !== "refused") return outcome.kind;
  const { refusal } = outcome;
  if (refusal.reason === "LIMIT_REACHED") return [refusal.reason, refusal.ticketTypeId];
  if (refusal.reason !== "ALL_HELD" && refusal.reason !== "SOLD_OUT") return refusal;
  return [refusal.reason, refusal.ticketTypeId, refusal.available];
}

/** Makes the event and what happened before; what is due is free for whoever asks. */
async function setScene({ capacity, before }: Scenario) {
  const types = NAMES.map((name) => [name, { capacity, maxPerReservation: MAX_PER_RESERVATION }]);
  const event = await t.publish(Object.fromEntries(types));
  const stock = new Map(NAMES.map((name) => [event.type(name), { free: capacity, held: 0 }]));
  const due: string[] = [];
  const room = new Map(NAMES.map((name) => [name, capacity]));
  for (const { state, wants } of before) {
    if (Object.entries(wants).some(([name, quantity]) => quantity > (room.get(name) ?? 0)))
      continue;
    const buyer = await reserveFor(t, event, wants);
    if (state === "paid") await buyer.pay();
    if (state === "due") due.push(buyer.reservation.id);
    for (const [name, quantity] of Object.entries(wants)) {
      room.set(name, (room.get(name) ?? 0) - quantity);
      const type = stock.get(event.type(name));
      if (type === undefined || state === "due") continue;
      type.free -= quantity;
      if (state === "held") type.held += quantity;
    }
  }
  for (const reservationId of due) await t.makeDue(reservationId);
  return { event, stock };
}

/** Cuts requests into groups of these sizes; a key that a group has begins the next. */
function groupsOf(requests: readonly ReservationRequest[], sizes: readonly number[]) {
  const groups: ReservationRequest[][] = [];
  for (const request of requests) {
    const last = groups.at(-1);
    const isFull = last === undefined || last.length >= (sizes[groups.length - 1] ?? 1);
    const isTaken = last?.some(({ idempotencyKey }) => idempotencyKey === request.idempotencyKey);
    if (isFull || isTaken === true) groups.push([request]);
    else last.push(request);
  }
  return groups;
}

async function available(event: TestEvent): Promise<Map<string, number>> {
  const found = (await loadAvailability(t.db, [event.id])).get(event.id);
  return new Map(found?.ticketTypes.map((type) => [type.ticketTypeId, type.available]));
}

test("groups of any size grant and refuse exactly what one buyer after the other would be told", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const { event, stock } = await setScene(given);
      const keys = Array.from({ length: 9 }, () => crypto.randomUUID());
      const requests = given.requests.map(({ key, wants }) =>
        normalizeRequest({ ...event.request(wants), idempotencyKey: keys[key] ?? "" }),
      );
      const outcomes: GroupOutcome[] = [];
      for (const group of groupsOf(requests, given.groupSizes)) {
        outcomes.push(...(await commitGroup(t.db, event.id, group, HOLD_SECONDS)));
      }
      expect(outcomes.map(said)).toEqual(requests.map(createSeller(stock)));
      const left = [...stock].map(([id, { free }]) => [id, free] as const);
      expect(await available(event)).toEqual(new Map(left));
    }),
    { numRuns: SCENARIOS },
  );
  await expectInvariants(t);
});

test("what no database takes fails alone, and all that came with it are served", async () => {
  const event = await t.publish({ Regular: { capacity: 20 } });
  const crowd = Array.from({ length: 20 }, (_, index) => {
    const request = event.request({ Regular: 1 });
    const name = index === 13 ? "a text that ends \0 early" : "A Buyer";
    return reserve(t.ctx, { ...request, customer: { ...request.customer, name } });
  });
  const settled = await Promise.allSettled(crowd);
  const failed = settled.flatMap(({ status }, index) => (status === "rejected" ? [index] : []));
  expect(failed).toEqual([13]);
  expect(await available(event)).toEqual(new Map([[event.type("Regular"), 1]]));
  await expectInvariants(t);
});
