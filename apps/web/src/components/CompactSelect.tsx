import type { ReactNode } from "react";

import type { Choice } from "./Select.tsx";

interface CompactSelectProps<V extends string> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChoose: (value: V) => void;
}

/** A choice in the header: an icon on phones, with the name of what is chosen where there is room. */
export function CompactSelect<V extends string>({
  label,
  icon,
  value,
  choices,
  onChoose,
}: CompactSelectProps<V>): ReactNode {
  return (
    <label className="relative inline-flex h-11 min-w-11 items-center justify-center gap-2 rounded-control px-2 text-sm hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-accent">
      {icon}
      <span aria-hidden="true" className="hidden font-medium lg:inline">
        {choices.find((choice) => choice.value === value)?.label}
      </span>
      <select
        aria-label={label}
        title={label}
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChoose(chosen.value);
        }}
        // The whole of it can be pressed, and the device's own list opens.
        className="absolute inset-0 w-full cursor-pointer opacity-0"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} className="bg-surface text-ink">
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
