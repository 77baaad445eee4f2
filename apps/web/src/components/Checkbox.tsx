import type { ComponentProps, ReactNode } from "react";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "className"> {
  readonly label: ReactNode;
}

/** Yes or no, with its label, which can be pressed too. Takes what an `input` takes. */
export function Checkbox({ label, ...input }: CheckboxProps): ReactNode {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input type="checkbox" {...input} className="size-5 shrink-0 accent-ink" />
      <span>{label}</span>
    </label>
  );
}
