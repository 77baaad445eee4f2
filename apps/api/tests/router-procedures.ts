/* oxlint-disable no-underscore-dangle -- tRPC keeps what a router is made of there */
import { AtOnce } from "@stampede/router/at-once";
import { appRouter } from "@stampede/router/router";
import type { AnyTRPCProcedure } from "@trpc/server";

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

/** The schema of a procedure's input. */
export function inputSchemaOf(path: string): unknown {
  const inputs: unknown = Reflect.get(procedures[path]?._def ?? {}, "inputs");
  const [input]: unknown[] = Array.isArray(inputs) ? inputs : [];
  return input instanceof AtOnce ? input.schema : input;
}
