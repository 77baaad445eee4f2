import type { ComponentProps, ReactNode } from "react";

import { Field } from "./Field.tsx";

interface TextAreaProps extends Omit<ComponentProps<"textarea">, "id" | "required" | "className"> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
}

/** Several lines of text with their label. Takes what a `textarea` takes. */
export function TextArea({
  label,
  hint,
  error,
  isOptional = false,
  ...area
}: TextAreaProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional}>
      {(control) => <textarea rows={4} {...area} {...control} className="control" />}
    </Field>
  );
}
