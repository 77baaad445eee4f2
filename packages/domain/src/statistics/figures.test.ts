import { expect, test } from "vitest";
import { figuresOf } from "./figures.ts";

test("what is reserved is what is held and sold, and the rest is available", () => {
  expect(figuresOf({ capacity: 100, held: 7, sold: 30, revenue: 147_000 })).toEqual({
    capacity: 100,
    available: 63,
    held: 7,
    sold: 30,
    reserved: 37,
    revenue: { amount: 147_000, currency: "EUR" },
  });
});
