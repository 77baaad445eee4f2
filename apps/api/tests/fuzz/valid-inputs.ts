import fc from "fast-check";
import type { JsonSchema } from "../json-schema.ts";
import { known } from "../markers.ts";

const LINES_MAX = 3;
const TEXT_LENGTH_MAX = 30;
const QUANTITY_MAX = 4;

/** What the world of a case has under a property's name; its own first, for that is tried most. */
const KNOWN: Readonly<Record<string, readonly [string, ...string[]]>> = {
  eventId: ["eventId", "foreignEventId", "draftEventId"],
  event: ["slug", "eventId", "draftEventId"],
  ticketTypeId: ["ticketTypeId", "foreignTicketTypeId"],
  reservationId: [
    "reservationId",
    "paidReservationId",
    "paidReservationId",
    "foreignReservationId",
  ],
  idempotencyKey: ["freshKey", "usedKey"],
  code: ["ticketCode", "reservationCode"],
  cursor: ["cursor"],
};
/** Texts that a schema refuses or takes by a rule of which JSON Schema knows nothing. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  currency: ["EUR", "EUR", "eur", "USD"],
  from: ["2026-03-29T00:30:00Z", "2026-03-29T03:30:00+02:00"],
  to: ["2026-03-29T03:00:00+02:00", "2026-04-01T00:00:00Z", "2098-01-01T00:00:00.000Z"],
  timezone: ["Europe/Warsaw", "utc", "America/St_Johns", "Pacific/Apia"],
  paymentToken: ["tok", "refund_error", "card_error", "payment_error"],
};
const INSTANTS = [
  "2098-01-01T00:00:00.000Z",
  "2099-03-29T02:30:00+01:00",
  "2099-10-25T02:30:00+02:00",
  "2028-02-29T12:00:00Z",
  "2020-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
];

/** Inputs that a schema mostly takes, with what the caller's world has wherever a name tells of it. */
export function validInputs(schema: JsonSchema, name = ""): fc.Arbitrary<unknown> {
  const ids = KNOWN[name];
  if (ids === undefined) return bySchema(schema, name);
  const [own, ...others] = ids;
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(known(own)) },
    { weight: 8, arbitrary: fc.constantFrom(...others.map(known), known(own)) },
    { weight: 1, arbitrary: bySchema(schema, name) },
  );
}

function bySchema(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) {
    return fc.oneof(...schema.anyOf.map((choice) => bySchema(choice, name)));
  }
  switch (schema.type ?? "string") {
    case "object":
      return objects(schema);
    case "array":
      return fc.array(bySchema(schema.items ?? {}, ""), {
        minLength: schema.minItems ?? 0,
        maxLength: LINES_MAX,
      });
    case "integer":
    case "number":
      return numbers(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return texts(schema, name);
  }
}

function objects({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const model = Object.entries(properties).map(
    ([key, property]) => [key, validInputs(property, key)] as const,
  );
  return fc.record(Object.fromEntries(model), { requiredKeys: [...required] });
}

function numbers({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema) {
  const small = Math.min(maximum, minimum + QUANTITY_MAX);
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: minimum, max: small }) },
    { weight: 1, arbitrary: fc.maxSafeInteger() },
    { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
  );
}

function texts(schema: JsonSchema, name: string): fc.Arbitrary<string> {
  const samples = SAMPLES[name];
  if (samples !== undefined) return fc.constantFrom(...samples);
  if (schema.format === "uuid") return fc.uuid();
  if (schema.format === "date-time") return fc.constantFrom(...INSTANTS);
  if (schema.format === "email") return fc.constantFrom("a@example.com", "B.C+d@mail.example.org");
  if (schema.pattern !== undefined) {
    return fc.stringMatching(new RegExp(schema.pattern), { maxLength: schema.maxLength ?? 100 });
  }
  const maxLength = Math.min(schema.maxLength ?? TEXT_LENGTH_MAX, TEXT_LENGTH_MAX);
  return fc.oneof(
    fc.constantFrom("text", "Zażółć gęślą jaźń", "夏祭り 🎟️"),
    fc.string({ unit: "grapheme", minLength: 1, maxLength }),
  );
}
