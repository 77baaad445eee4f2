import { expect, test } from "vitest";
import { createPlaces } from "./places.ts";

test("there are only so many places, and one that is left can be taken again", () => {
  const places = createPlaces({ total: 2, perClient: 2 });
  const leave = places.take("a");
  expect(places.take("a")).toBeDefined();
  expect(places.take("b")).toBeUndefined();
  leave?.();
  // Leaving twice is leaving once.
  leave?.();
  expect(places.open).toBe(1);
  expect(places.take("b")).toBeDefined();
  expect(places.take("b")).toBeUndefined();
});

test("one client cannot take them all, and one that stands for many can", () => {
  const places = createPlaces({ total: 10, perClient: 2 });
  const own = [places.take("a"), places.take("a")];
  expect(places.take("a")).toBeUndefined();
  expect(places.take("b")).toBeDefined();
  own[0]?.();
  expect(places.take("a")).toBeDefined();
  const many = Array.from({ length: 8 }, () => places.take(undefined));
  expect(many.filter((leave) => leave !== undefined)).toHaveLength(7);
});
