import { type DomainError, invalidInput } from "@stampede/domain/errors";
import type { z } from "zod";

/**
 * A value by its schema.
 *
 * @throws {DomainError} `INVALID_INPUT` with what is wrong of it, which never quotes it.
 */
export function parseField<Output>(
  schema: z.ZodType<Output>,
  field: string,
  value: string,
): Output {
  const { data, error } = schema.safeParse(value);
  if (data !== undefined) return data;
  throw invalidField(field, error?.issues.map(({ message }) => message).join("; ") ?? "is wrong");
}

/** Says that a field is refused, and why. */
export function invalidField(field: string, why: string): DomainError<"INVALID_INPUT"> {
  return invalidInput([field], `${field}: ${why}`);
}
