import fc from "fast-check";
import { expect, test } from "vitest";
import { slugFrom, slugShape } from "./slug.ts";

test("any name gives a slug that callers may choose themselves", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      expect(slugShape.safeParse(slugFrom(name)).success).toBe(true);
    }),
  );
});

test("a slug of a slug is itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (name) => {
      expect(slugFrom(slugFrom(name))).toBe(slugFrom(name));
    }),
  );
});

test.each([
  ["Łódź – Święto Światła 2026", "lodz-swieto-swiatla-2026"],
  ["Straße & Smørrebrød: L'été", "strasse-smorrebrod-lete"],
  ["İstanbul CAZ", "istanbul-caz"],
  ["音楽祭", "event"],
  ["left音right", "left-right"],
  [`${"a".repeat(34)} ${"b".repeat(35)}`, `${"a".repeat(34)}-${"b".repeat(35)}`],
  [`${"a".repeat(34)} ${"b".repeat(36)}`, "a".repeat(34)],
  [`${"a".repeat(69)} b c`, "a".repeat(69)],
  ["a".repeat(71), "a".repeat(70)],
  ["   ", "event"],
  ["01234567-89ab-7def-8123-456789abcdef", "event-01234567-89ab-7def-8123-456789abcdef"],
])("%s becomes %s", (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
});

test.each([
  "01234567-89ab-7def-8123-456789abcdef",
  "0123456789ab7def8123456789abcdef",
  "a--b",
  "-a",
  "A",
  "",
  "a".repeat(81),
  "a\nb",
])("refuses %j as a slug", (slug) => {
  expect(slugShape.safeParse(slug).success).toBe(false);
});
