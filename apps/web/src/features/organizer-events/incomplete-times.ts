import type { FieldName, FieldProblem } from "./problems.ts";

/**
 * The fields in which a date or a time is half typed: their value is empty, which must not be taken
 * for one that was left away.
 */
export function incompleteTimes(form: HTMLFormElement | null): FieldProblem[] {
  const inputs = form?.querySelectorAll<HTMLInputElement>("input[type=datetime-local]") ?? [];
  return [...inputs]
    .filter(({ validity }) => validity.badInput)
    .map(({ name }): FieldProblem => ({ field: fieldName(name), problem: "time" }));
}

function fieldName(name: string): FieldName {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the form itself named its inputs
  return name as FieldName;
}
