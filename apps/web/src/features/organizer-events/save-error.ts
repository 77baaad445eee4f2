import { type FieldProblem, refusedFields } from "./problems.ts";

/** Where a call failed, and at which fields where the server named some. */
export class SaveError extends Error {
  override readonly name = "SaveError";
  readonly problems: readonly FieldProblem[];

  /** @param ticketType the place in the form of the ticket type that was being saved */
  constructor(cause: unknown, ticketType?: number) {
    super("an event was not saved", { cause });
    this.problems = refusedFields(cause, ticketType);
  }
}
