import { type FieldPath, useFormContext, useFormState } from "react-hook-form";

import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { EventValues } from "./event-values.ts";
import type { FieldName, Problem } from "./problems.ts";

type Problems = Texts<"organizerEvents">["problems"];

/** What a `TextField` needs to be a field of the event's form, with what is wrong with it. */
export function useEventField(name: FieldName & FieldPath<EventValues>) {
  const { register, getFieldState } = useFormContext<EventValues>();
  const state = useFormState<EventValues>({ name });
  const { problems } = useTexts("organizerEvents");
  const { error } = getFieldState(name, state);
  return { ...register(name), error: error && problemText(problems, error) };
}

/** What is wrong with a field, in the language in use: an error keeps the name of the problem. */
export function problemText(
  problems: Problems,
  { type, message = "" }: { readonly type: string; readonly message?: string | undefined },
): string {
  return isProblem(problems, type) ? problems[type](message) : problems.refused(message);
}

function isProblem(problems: Problems, type: string): type is Problem {
  return Object.hasOwn(problems, type);
}
