import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, type Line, type Offer } from "./allocate.ts";

const NOW = new Date("2026-06-01T12:00:00.000Z");
const later = new Date("2026-07-01T12:00:00.000Z");

function offer(ticketTypeId: string, given: Partial<Offer> = {}): Offer {
  return {
    ticketTypeId,
    position: Number(ticketTypeId),
    unitAmount: 1_000,
    maxPerReservation: 10,
    capacity: 20,
    held: 0,
    sold: 0,
    salesStartAt: null,
    salesEndAt: null,
    eventStartsAt: later,
    eventEndsAt: null,
    ...given,
  };
}

const offers = fc
  .array(
    fc
      .record({
        capacity: fc.nat(30),
        held: fc.nat(30),
        sold: fc.nat(30),
        max: fc.integer({ min: 1, max: 12 }),
      })
      .filter(({ capacity, held, sold }) => held + sold <= capacity),
    { minLength: 1, maxLength: 4 },
  )
  .map((types) =>
    types.map(({ max, ...counters }, index) =>
      offer(String(index + 1), { ...counters, maxPerReservation: max }),
    ),
  );
const lines = fc.uniqueArray(
  fc.record({
    ticketTypeId: fc.constantFrom("1", "2", "3", "4"),
    quantity: fc.integer({ min: 1, max: 14 }),
  }),
  { selector: ({ ticketTypeId }) => ticketTypeId, minLength: 1, maxLength: 4 },
);
const requests = fc.array(lines, { maxLength: 40 });

describe("allocate", () => {
  test("grants a group exactly what one request at a time would be granted", () => {
    fc.assert(
      fc.property(offers, requests, (start, group) => {
        let counters = start;
        const oneByOne = group.map((request) => {
          const { decisions, granted } = allocate(counters, [request], NOW);
          counters = counters.map((c) => ({
            ...c,
            held: c.held + (granted.get(c.ticketTypeId) ?? 0),
          }));
          return decisions[0];
        });
        expect(allocate(start, group, NOW).decisions).toEqual(oneByOne);
      }),
    );
  });

  test("never grants more than there is, and says the sum of what it granted", () => {
    fc.assert(
      fc.property(offers, requests, (start, group) => {
        const { decisions, granted } = allocate(start, group, NOW);
        const sums = new Map<string, number>();
        decisions.forEach((decision, index) => {
          if (!decision.granted) return;
          for (const { ticketTypeId, quantity } of group[index] ?? []) {
            sums.set(ticketTypeId, (sums.get(ticketTypeId) ?? 0) + quantity);
          }
        });
        expect(new Map(granted)).toEqual(sums);
        for (const { ticketTypeId, capacity, held, sold } of start) {
          expect(held + sold + (granted.get(ticketTypeId) ?? 0)).toBeLessThanOrEqual(capacity);
        }
      }),
    );
  });

  test("a refused request takes nothing from a smaller one behind it", () => {
    const group: Line[][] = [
      [
        { ticketTypeId: "1", quantity: 2 },
        { ticketTypeId: "2", quantity: 3 },
      ],
      [{ ticketTypeId: "1", quantity: 2 }],
    ];
    const { decisions } = allocate(
      [offer("1", { capacity: 2 }), offer("2", { capacity: 1 })],
      group,
      NOW,
    );
    expect(decisions).toEqual([
      { granted: false, refusal: { reason: "SOLD_OUT", ticketTypeId: "2", available: 1 } },
      { granted: true, items: [[1, 2, 1_000]] },
    ]);
  });

  test("says all held while a hold could still return, and sold out when none can", () => {
    const request: Line[][] = [[{ ticketTypeId: "1", quantity: 1 }]];
    const [held] = allocate(
      [offer("1", { capacity: 5, held: 1, sold: 4 })],
      request,
      NOW,
    ).decisions;
    const [sold] = allocate([offer("1", { capacity: 5, sold: 5 })], request, NOW).decisions;
    expect(held).toMatchObject({ refusal: { reason: "ALL_HELD", available: 0 } });
    expect(sold).toMatchObject({ refusal: { reason: "SOLD_OUT", available: 0 } });
  });

  test("the sale begins at its start and is over at its end", () => {
    const request: Line[][] = [[{ ticketTypeId: "1", quantity: 1 }]];
    const decide = (given: Partial<Offer>) =>
      allocate([offer("1", given)], request, NOW).decisions[0];
    expect(decide({ salesStartAt: NOW })).toMatchObject({ granted: true });
    expect(decide({ salesStartAt: later })).toMatchObject({
      refusal: { reason: "SALES_NOT_STARTED", at: later },
    });
    expect(decide({ salesEndAt: NOW })).toMatchObject({
      refusal: { reason: "SALES_ENDED", at: NOW },
    });
    expect(decide({ eventStartsAt: NOW })).toMatchObject({
      refusal: { reason: "SALES_ENDED", at: NOW },
    });
  });

  test("says which ticket type is not to be had, and what of it would be", () => {
    const decide = (quantity: number, ticketTypeId = "1") =>
      allocate([offer("1", { maxPerReservation: 3 })], [[{ ticketTypeId, quantity }]], NOW)
        .decisions[0];
    expect(decide(3)).toEqual({ granted: true, items: [[1, 3, 1_000]] });
    expect(decide(4)).toEqual({
      granted: false,
      refusal: { reason: "LIMIT_REACHED", ticketTypeId: "1", max: 3 },
    });
    expect(decide(1, "2")).toEqual({ granted: false, refusal: { reason: "NOT_FOUND" } });
  });
});
