/* oxlint-disable no-underscore-dangle -- tRPC keeps what a router is made of there */
import { availabilityShape } from "@stampede/domain/inventory/shapes";
import { AtOnce } from "@stampede/router/at-once";
import { appRouter } from "@stampede/router/router";
import type { AnyTRPCProcedure } from "@trpc/server";
import { z } from "zod";

// The type nests procedures as the router is written; the value has them flat, by their path.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const procedures = appRouter._def.procedures as unknown as Readonly<
  Record<string, AnyTRPCProcedure>
>;

/** The path of every procedure, from the router itself. */
export const PROCEDURE_PATHS: readonly string[] = Object.keys(procedures);

/** The kind of a procedure: query, mutation or subscription; undefined for a path of none. */
export function kindOf(path: string): string | undefined {
  return procedures[path]?._def.type;
}

/** What streams tell, which tRPC knows nothing of: each checks its values itself, by this schema. */
const STREAMED: Readonly<Record<string, z.ZodType>> = {
  "events.watchAvailability": availabilityShape,
};

/** The schema of a procedure's input; fails for one that has none, or more than one. */
export function inputSchemaOf(path: string): z.ZodType {
  const inputs: unknown = Reflect.get(procedures[path]?._def ?? {}, "inputs");
  const [input, ...others]: unknown[] = Array.isArray(inputs) ? inputs : [];
  if (others.length > 0) throw new Error(`${path} has more than one input`);
  return schemaOf(path, input);
}

/** The schema of a procedure's output; fails for one that has none. */
export function outputSchemaOf(path: string): z.ZodType {
  return STREAMED[path] ?? schemaOf(path, Reflect.get(procedures[path]?._def ?? {}, "output"));
}

function schemaOf(path: string, value: unknown): z.ZodType {
  const schema: unknown = value instanceof AtOnce ? value.schema : value;
  if (!(schema instanceof z.ZodType)) throw new Error(`${path} has no schema`);
  return schema;
}
