import { type ReactNode, useId } from "react";

import { useTexts } from "../texts/use-texts.ts";

/** What ties a control to its label, its hint and its error; spread it on the control. */
interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
  readonly required: boolean;
}

interface FieldProps {
  readonly label: ReactNode;
  /** What to know before filling it in. */
  readonly hint?: ReactNode;
  /** What is wrong with it, and how to mend that. */
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  /** Renders the control: `{(control) => <input {...control} className="control" />}`. */
  readonly children: (control: ControlProps) => ReactNode;
}

/** A control with its label, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, isOptional = false, children }: FieldProps): ReactNode {
  const id = useId();
  const texts = useTexts("common");
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
        {isOptional && <span className="font-normal text-soft"> ({texts.optional})</span>}
      </label>
      {children({
        id,
        "aria-describedby": described.join(" ") || undefined,
        "aria-invalid": error ? true : undefined,
        required: !isOptional,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
