import { expect, test } from "vitest";

import { coverOf } from "./event-cover-design.ts";

test("a slug has one cover, and another slug another one", () => {
  expect(coverOf("winter-jazz")).toEqual(coverOf("winter-jazz"));
  expect(coverOf("winter-jazz")).not.toEqual(coverOf("winter-jazz-2"));
});

test("every shape lies on the cover, whatever the slug", () => {
  for (const slug of ["", "a", "ż", "lantern-river-festival", "x".repeat(200)]) {
    for (const { x, y, size } of coverOf(slug).shapes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(160);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(90);
      expect(size).toBeGreaterThan(0);
    }
  }
});
