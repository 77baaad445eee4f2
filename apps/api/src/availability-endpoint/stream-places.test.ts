import { expect, test } from "vitest";
import { createStreamPlaces } from "./stream-places.ts";

const OF_ONE_CLIENT = 2_000;

test("there are only so many places, and one that is left can be taken again", () => {
  const places = createStreamPlaces({ total: 2, isFair: false });
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

test("one address cannot take them all", () => {
  const places = createStreamPlaces({ isFair: true });
  const own = Array.from({ length: OF_ONE_CLIENT }, () => places.take("a"));
  expect(own.every((leave) => leave !== undefined)).toBe(true);
  expect(places.take("a")).toBeUndefined();
  expect(places.take("b")).toBeDefined();
  own[0]?.();
  expect(places.take("a")).toBeDefined();
});
