import { clsx } from "clsx/lite";
import type { ComponentProps, ReactNode } from "react";

import { Field } from "./Field.tsx";

interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "required"> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
}

/** A line of text, a number, a date: an input with its label. Takes what an `input` takes. */
export function TextField({
  label,
  hint,
  error,
  isOptional = false,
  className,
  ...input
}: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional}>
      {(control) => (
        <input type="text" {...input} {...control} className={clsx("control", className)} />
      )}
    </Field>
  );
}
