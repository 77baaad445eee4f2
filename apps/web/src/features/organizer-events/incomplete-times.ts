import type { FieldName, FieldProblem } from "./problems.ts";

/**
 * What is wrong with the fields of a form, in their order on the page. A date or a time that is half
 * typed is told of as such: its value is empty, which must not be taken for one that was left away.
 */
export function withIncompleteTimes(
  problems: readonly FieldProblem[],
  form: HTMLFormElement | null,
): readonly FieldProblem[] {
  const inputs = form?.querySelectorAll<HTMLInputElement>("input[type=datetime-local]") ?? [];
  const incomplete = [...inputs]
    .filter(({ validity }) => validity.badInput)
    .map(({ name }): FieldProblem => ({ field: fieldName(name), problem: "time" }));
  const others = problems.filter(({ field }) => !incomplete.some((one) => one.field === field));
  const order = [...(form?.elements ?? [])].map((control) => control.getAttribute("name"));
  return [...incomplete, ...others].toSorted(
    (a, b) => order.indexOf(a.field) - order.indexOf(b.field),
  );
}

function fieldName(name: string): FieldName {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the form itself named its inputs
  return name as FieldName;
}
