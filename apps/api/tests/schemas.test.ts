/* oxlint-disable no-underscore-dangle -- zod keeps what a schema is made of there */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inputSchemaOf, outputSchemaOf, PROCEDURE_PATHS } from "./router-procedures.ts";

/** Deeper than any schema; a recursive one would be a surprise. */
const DEPTH_MAX = 30;

/** What is wrong with a schema at any depth, by the path to it. */
function loosenessOf(schema: z.core.$ZodType, at: string, depth = 0): string[] {
  if (depth > DEPTH_MAX) return [`${at} has no end`];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the union of all that zod makes
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inside = (inner: z.core.$ZodType, step = ""): string[] =>
    loosenessOf(inner, at + step, depth + 1);
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all else falls under the default
  switch (def.type) {
    case "object": {
      const isStrict = def.catchall?._zod.def.type === "never";
      const entries = Object.entries(def.shape);
      const inner = entries.flatMap(([key, property]) => inside(property, `.${key}`));
      return isStrict ? inner : [`${at} takes unknown keys`, ...inner];
    }
    case "array":
      return inside(def.element, "[]");
    case "union":
      return def.options.flatMap((option) => inside(option));
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
      return inside(def.innerType);
    case "pipe":
      return [...inside(def.in), ...(def.out._zod.def.type === "transform" ? [] : inside(def.out))];
    case "string":
    case "number":
    case "boolean":
    case "literal":
    case "enum":
    case "null":
      return [];
    default:
      return [`${at} is ${def.type}, which takes too much to be looked into`];
  }
}

describe.each(PROCEDURE_PATHS)("%s", (path) => {
  test("has an input that is strict at every depth", () => {
    expect(loosenessOf(inputSchemaOf(path), "input")).toEqual([]);
  });

  test("has an output schema, through which nothing else gets out", () => {
    expect(loosenessOf(outputSchemaOf(path), "output")).toEqual([]);
  });
});

test.each([
  ["an object that takes more keys", z.object({ a: z.string() })],
  ["one inside a list", z.strictObject({ a: z.array(z.looseObject({})) })],
  ["one behind a default", z.strictObject({ a: z.object({}).default({}) })],
  ["anything", z.strictObject({ a: z.any() })],
  ["a record", z.record(z.string(), z.string())],
])("%s would be found", (_, schema) => {
  expect(loosenessOf(schema, "input")).not.toEqual([]);
});
