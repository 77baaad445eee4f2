import { randomUUID } from "node:crypto";
import { z } from "zod";

/** A JSON Schema, as far as it is read here. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
}

/** An input, and whether its schema must refuse it. */
export interface HostileInput {
  readonly name: string;
  readonly input: unknown;
  readonly mustFail: boolean;
}

const STRINGS: Readonly<Record<string, string>> = {
  empty: "",
  NUL: "a\u0000b",
  "a lone surrogate": "a\uD800b",
  bidi: "a\u202Eb",
  emoji: "🎟️👩‍👩‍👧",
  "30 000 characters": "x".repeat(30_000),
  SQL: "'; DROP TABLE events; --",
  HTML: "<script>alert(1)</script>",
  CRLF: "a\r\nSet-Cookie: a=b",
  __proto__: "__proto__",
  "a path": "../../etc/passwd",
  "a wildcard": "%_\\",
  "a leap day that is none": "2025-02-29T12:00:00.000Z",
  "the year 9999": "9999-12-31T23:59:59.999Z",
  "an instant in a DST gap": "2026-03-29T02:30:00.000+01:00",
  "a foreign id": randomUUID(),
};
const NUMBERS: readonly number[] = [0, -1, 1.5, 2 ** 53, Number.MAX_VALUE, -0];

/**
 * Inputs that nobody well-meaning sends, made from the schema itself.
 *
 * @param known values to put into properties of these names, so that some of the inputs get past
 *   what is checked first.
 */
export function hostileInputs(
  schema: unknown,
  known: Readonly<Record<string, unknown>>,
): HostileInput[] {
  if (!(schema instanceof z.ZodType)) throw new TypeError("an input has a zod schema");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only read as far as it is there
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  const valid = exampleOf(root, known);
  const wholes = [null, 42, "text", [], true].map((input) => ({
    name: `${JSON.stringify(input)} instead of an object`,
    input,
    mustFail: true,
  }));
  return [
    ...wholes,
    { name: "an unknown key", input: { ...asObject(valid), surprise: 1 }, mustFail: true },
    ...hostileIn(root, valid, (input) => input, "input"),
  ];
}

function* hostileIn(
  schema: Schema,
  valid: unknown,
  wrap: (value: unknown) => unknown,
  at: string,
): Generator<HostileInput> {
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const example = asObject(valid)[key];
    const replace = (value: unknown) => wrap({ ...asObject(valid), [key]: value });
    const place = `${at}.${key}`;
    if (schema.required?.includes(key) === true) {
      const { [key]: _, ...rest } = asObject(valid);
      yield { name: `${place} missing`, input: wrap(rest), mustFail: true };
    }
    yield { name: `${place} a deep object`, input: replace({ a: { b: {} } }), mustFail: true };
    yield { name: `${place} a boolean`, input: replace(true), mustFail: true };
    for (const value of NUMBERS) {
      yield { name: `${place} ${value}`, input: replace(value), mustFail: isText(property) };
    }
    for (const [name, value] of Object.entries(STRINGS)) {
      yield { name: `${place} ${name}`, input: replace(value), mustFail: !isText(property) };
    }
    yield* hostileIn(property, example, replace, place);
    if (property.items !== undefined && Array.isArray(example)) {
      const many = Array.from({ length: 150 }, () => example[0]);
      yield { name: `${place} 150 times`, input: replace(many), mustFail: true };
      yield* hostileIn(property.items, example[0], (value) => replace([value]), `${place}[0]`);
    }
  }
}

function exampleOf(schema: Schema, known: Readonly<Record<string, unknown>>): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return exampleOf(first, known);
  switch (schema.type ?? "string") {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, property]) => [
          key,
          key in known ? known[key] : exampleOf(property, known),
        ]),
      );
    case "array":
      return schema.items === undefined ? [] : [exampleOf(schema.items, known)];
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    default:
      return textOf(schema.format);
  }
}

function textOf(format: string | undefined): string {
  if (format === "uuid") return randomUUID();
  if (format === "date-time") return "2099-06-01T18:00:00.000Z";
  if (format === "email") return "buyer@example.com";
  return "text";
}

function isText({ type, anyOf, enum: values, const: only }: Schema): boolean {
  if (values !== undefined || only !== undefined) return true;
  return type === "string" || (anyOf ?? []).some(isText);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
