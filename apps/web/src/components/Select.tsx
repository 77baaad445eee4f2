import type { ComponentProps, ReactNode } from "react";

import { Field } from "./Field.tsx";

/** One of the things to choose from. */
export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly isDisabled?: boolean;
}

interface SelectProps<V extends string> extends Omit<
  ComponentProps<"select">,
  "id" | "required" | "className" | "value" | "onChange" | "children"
> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  readonly choices: readonly Choice<V>[];
  readonly value: V;
  readonly onChoose: (value: V) => void;
}

/** One of several, by the device's own list, which is the best there is on a phone. */
export function Select<V extends string>({
  label,
  hint,
  error,
  isOptional = true,
  choices,
  onChoose,
  ...select
}: SelectProps<V>): ReactNode {
  return (
    <Field label={label} hint={hint} error={error} isOptional={false}>
      {(control) => (
        <select
          {...select}
          {...control}
          required={!isOptional}
          className="control"
          onChange={(event) => {
            const chosen = choices.find(({ value }) => value === event.target.value);
            if (chosen) onChoose(chosen.value);
          }}
        >
          {choices.map(({ value, label: name, isDisabled }) => (
            <option key={value} value={value} disabled={isDisabled}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
