import { randomUUID } from "node:crypto";
import { rawNumber } from "./markers.ts";

/** Texts that nobody well-meaning sends, by what is wrong with them. */
export const HORRIBLE_TEXTS: Readonly<Record<string, string>> = {
  empty: "",
  spaces: " \t ",
  NUL: "a\u0000b",
  "a lone surrogate": "a\uD800b",
  "half a pair, last": "a\uDC00",
  bidi: "a\u202Eb",
  emoji: "🎟️👩‍👩‍👧",
  "a combining mark alone": "\u0301",
  "an invisible character": "\uFEFF\u200B",
  "5 000 characters": "x".repeat(5_000),
  SQL: "'; DROP TABLE events; --",
  HTML: "<script>alert(1)</script>",
  CRLF: "a\r\nSet-Cookie: a=b",
  __proto__: "__proto__",
  "a path": "../../etc/passwd",
  "a wildcard": "%_\\",
  "a template": "${7*7}{{7*7}}",
  "a leap day that is none": "2025-02-29T12:00:00.000Z",
  "a leap day": "2028-02-29T12:00:00.000Z",
  "the year 9999": "9999-12-31T23:59:59.999Z",
  "after the year 9999": "9999-12-31T23:59:59.999-01:00",
  "the year 0": "0000-01-01T00:00:00.000Z",
  "the year 10000": "+010000-01-01T00:00:00.000Z",
  "an instant in a DST gap": "2026-03-29T02:30:00.000+01:00",
  "an instant without an offset": "2026-03-29T02:30:00.000",
  "a leap second": "2016-12-31T23:59:60.000Z",
  "nobody's id": randomUUID(),
  "the id of nothing": "00000000-0000-0000-0000-000000000000",
  "half an id": "01890000-0000-7000-8000",
  "an id in braces": `{${randomUUID()}}`,
  "a number": "42",
};

/** Numbers at and beyond the edges; the last two are what JSON can say and a double cannot. */
export const HORRIBLE_NUMBERS: readonly unknown[] = [
  0,
  -1,
  1.5,
  rawNumber("-0"),
  2 ** 31,
  2 ** 53,
  Number.MAX_VALUE,
  1e-320,
  rawNumber("1e309"),
  rawNumber("9007199254740993"),
];

/** Keys that mean something to JavaScript and nothing to a schema. */
export const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype", "toString"] as const;

/** The object with one more property of its own, whatever its key is called. */
export function withKey(value: object, key: string, property: unknown): object {
  // Assigned by its name, `__proto__` would be no property of its own.
  return Object.fromEntries([...Object.entries(value), [key, property]]);
}

/** `depth` arrays within each other. */
export function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}
