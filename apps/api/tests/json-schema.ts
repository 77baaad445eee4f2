import { z } from "zod";

/** A JSON Schema, as far as it is read here. */
export interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

/** What a procedure's schema takes, as JSON Schema. */
export function inputJsonSchema(schema: unknown): JsonSchema {
  if (!(schema instanceof z.ZodType)) throw new TypeError("an input has a zod schema");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only read as far as it is there
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
}
