import { newTicketTypeInput } from "../events/shapes.ts";
import type { TicketTypeDraft } from "./to-ticket-types.ts";

/** The name may hold colons itself, so the numbers are taken from the right. */
const OPTION = /^(?<name>.+):(?<amount>\d{1,15}):(?<capacity>\d{1,15})$/u;

/**
 * Reads `Regular:4900:500`: a ticket type's name, its price in minor units of EUR and its capacity.
 *
 * @throws {RangeError} whose message says, in one line, what is wrong with it.
 */
export function parseTicketTypeOption(option: string): TicketTypeDraft {
  const parts = OPTION.exec(option)?.groups;
  if (parts === undefined) {
    throw new RangeError("it is written NAME:CENTS:CAPACITY, such as Regular:4900:500");
  }
  const { name = "", amount, capacity } = parts;
  const draft: TicketTypeDraft = {
    name: name.trim(),
    price: { amount: Number(amount), currency: "EUR" },
    capacity: Number(capacity),
  };
  const checked = newTicketTypeInput.safeParse(draft);
  if (checked.success) return draft;
  const problems = checked.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new RangeError(problems.join("; "));
}
