import type { z } from "zod";

/**
 * A schema that tRPC parses with at once, and not with promises.
 *
 * Zod makes code for a schema that is parsed at once, and walks it otherwise; tRPC asks for the
 * promise wherever it is offered. A reservation's input and output take a third of the time so.
 *
 * Only for schemas in which nothing waits. The type cannot tell, so it takes every schema; one with
 * an asynchronous refinement or transform throws zod's `$ZodAsyncError` at the first value that gets
 * there, and never lets it pass unchecked.
 */
export class AtOnce<Schema extends z.ZodType> {
  declare readonly _input: z.input<Schema>;
  declare readonly _output: z.output<Schema>;
  readonly schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** @throws {ZodError} as the schema does */
  parse(value: unknown): z.output<Schema> {
    return this.schema.parse(value);
  }
}
