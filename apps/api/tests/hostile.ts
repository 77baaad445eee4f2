import { HORRIBLE_NUMBERS, HORRIBLE_TEXTS, nested, PROTOTYPE_KEYS, withKey } from "./horrors.ts";
import { inputJsonSchema, type JsonSchema } from "./json-schema.ts";
import { known } from "./markers.ts";

/** What makes an input one that is accepted, by the names of properties. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  eventId: known("eventId"),
  event: known("slug"),
  slug: known("freshSlug"),
  ticketTypeId: known("ticketTypeId"),
  reservationId: known("reservationId"),
  timezone: "Europe/Warsaw",
  currency: "EUR",
  cursor: null,
  salesEndAt: "2099-06-01T19:00:00.000Z",
  to: "2099-06-01T19:00:00.000Z",
};

/** An input, and whether its schema must refuse it. */
export interface HostileInput {
  readonly name: string;
  readonly input: unknown;
  readonly mustFail: boolean;
}

const DEPTH = 200;

/** An input that is accepted, with markers for what a world has. */
export function validInput(schema: unknown): unknown {
  return exampleOf(inputJsonSchema(schema), "");
}

/** Inputs that nobody well-meaning sends, made from the schema itself: every horror in every place. */
export function hostileInputs(schema: unknown): HostileInput[] {
  const root = inputJsonSchema(schema);
  const valid = exampleOf(root, "");
  const wholes = [null, 42, "text", [], [valid], true].map((input) => ({
    name: `${JSON.stringify(input)} instead of an object`,
    input,
    mustFail: true,
  }));
  return [...wholes, ...hostileIn(root, valid, (input) => input, "input")];
}

type Wrap = (value: unknown) => unknown;

function* hostileIn(
  schema: JsonSchema,
  valid: unknown,
  wrap: Wrap,
  at: string,
): Generator<HostileInput> {
  if (schema.properties !== undefined && typeof valid === "object" && valid !== null) {
    for (const key of ["surprise", "", ...PROTOTYPE_KEYS]) {
      const input = wrap(withKey(valid, key, { isAdmin: true }));
      yield { name: `${at} with the key ${JSON.stringify(key)}`, input, mustFail: true };
    }
  }
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const example = asObject(valid)[key];
    const replace: Wrap = (value) => wrap({ ...asObject(valid), [key]: value });
    const place = `${at}.${key}`;
    if (schema.required?.includes(key) === true) {
      const { [key]: _, ...rest } = asObject(valid);
      yield { name: `${place} missing`, input: wrap(rest), mustFail: true };
    }
    yield* valuesAt(property, replace, place);
    yield* hostileIn(objectIn(property), example, replace, place);
    if (property.items !== undefined && Array.isArray(example)) {
      const many = Array.from({ length: 1_000 }, () => example[0]);
      yield { name: `${place} 1 000 times`, input: replace(many), mustFail: true };
      yield* valuesAt(property.items, (value) => replace([value]), `${place}[0]`);
      yield* hostileIn(property.items, example[0], (value) => replace([value]), `${place}[0]`);
    }
  }
}

/** Every value of a wrong kind, and every one at or beyond an edge. */
function* valuesAt(schema: JsonSchema, replace: Wrap, place: string): Generator<HostileInput> {
  const [mayBeText, mayBeNull] = [takes(schema, "string"), takes(schema, "null")];
  yield { name: `${place} null`, input: replace(null), mustFail: !mayBeNull };
  for (const value of [true, { a: { b: {} } }, [[]], { toString: 1 }]) {
    const name = `${place} ${JSON.stringify(value)}`;
    yield { name, input: replace(value), mustFail: true };
  }
  yield { name: `${place} ${DEPTH} deep`, input: replace(nested(DEPTH)), mustFail: true };
  const mayBeNumber = takes(schema, "integer") || takes(schema, "number");
  // Of a wrong kind one is as good as all.
  for (const value of mayBeNumber ? HORRIBLE_NUMBERS : HORRIBLE_NUMBERS.slice(0, 1)) {
    const mustFail = !mayBeNumber || !isWhole(value);
    yield { name: `${place} ${String(value)}`, input: replace(value), mustFail };
  }
  const texts = Object.entries(HORRIBLE_TEXTS);
  for (const [name, value] of mayBeText ? texts : texts.slice(0, 1)) {
    yield { name: `${place} ${name}`, input: replace(value), mustFail: !mayBeText };
  }
}

const isWhole = (value: unknown): boolean =>
  Number.isSafeInteger(value) || (typeof value === "string" && value.endsWith("-0"));

function exampleOf(schema: JsonSchema, name: string): unknown {
  if (Object.hasOwn(EXAMPLES, name) && schema.const === undefined) return EXAMPLES[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return exampleOf(first, name);
  switch (schema.type ?? "string") {
    case "object": {
      const properties = Object.entries(schema.properties ?? {});
      return Object.fromEntries(
        properties.map(([key, property]) => [key, exampleOf(property, key)]),
      );
    }
    case "array":
      return schema.items === undefined ? [] : [exampleOf(schema.items, "")];
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
  if (format === "uuid") return known("freshKey");
  if (format === "date-time") return "2099-06-01T18:00:00.000Z";
  if (format === "email") return "buyer@example.com";
  return "text";
}

function takes(schema: JsonSchema, type: string): boolean {
  if (schema.anyOf !== undefined) return schema.anyOf.some((choice) => takes(choice, type));
  if (schema.enum !== undefined || schema.const !== undefined) return type === "string";
  return schema.type === type;
}

/** The object that a property may be, or the property itself. */
function objectIn(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find(({ type }) => type === "object") ?? schema;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
