import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reservationStatusShape } from "./shapes.ts";
import { counterOf, next, type Transition } from "./state.ts";

const transitions: Transition[] = [
  "start_payment",
  "payment_refused",
  "payment_captured",
  "expire",
  "cancel",
  "start_refund",
  "finish_refund",
];

describe("the life of a reservation", () => {
  test("is never both paid and expired or cancelled, whatever happens in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...transitions), { maxLength: 40 }), (happenings) => {
        let status = reservationStatusShape.parse("held");
        const seen = new Set([status]);
        for (const happening of happenings) {
          status = next(status, happening) ?? status;
          seen.add(status);
        }
        const ends = [seen.has("paid"), seen.has("expired"), seen.has("cancelled")];
        expect(ends.filter(Boolean).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("ends for good once expired, cancelled or refunded", () => {
    for (const status of ["expired", "cancelled", "refunded"] as const) {
      expect(transitions.map((transition) => next(status, transition))).toEqual(
        transitions.map(() => undefined),
      );
    }
  });

  test("counts its tickets in exactly one place in every state", () => {
    expect(reservationStatusShape.options.map((status) => counterOf(status, false))).toEqual([
      "held",
      "held",
      "sold",
      "none",
      "none",
      "none",
      "none",
    ]);
    expect(counterOf("paying", true)).toBe("none");
  });
});
