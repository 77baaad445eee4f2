import { Minus, Plus } from "lucide-react";
import { type ReactNode, useId } from "react";

import { useTexts } from "../texts/use-texts.ts";

interface StepperProps {
  /** What is counted, such as the ticket type's name; for screen readers. */
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly min?: number;
  /** Why there can be no more, shown once `max` is reached: "At most 4 of these". */
  readonly maxReason?: string | undefined;
  readonly isDisabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A small number with a button on each side. It knows its limits and says why they are there. */
export function Stepper({
  label,
  value,
  max,
  min = 0,
  maxReason,
  isDisabled = false,
  onChange,
}: StepperProps): ReactNode {
  const { stepper } = useTexts("common");
  const reasonId = useId();
  const isAtMax = value >= max;
  const reason = isAtMax && !isDisabled ? maxReason : undefined;
  return (
    <div className="flex flex-col items-end gap-1">
      <div role="group" aria-label={label} data-max={max} className="flex items-center gap-1">
        <StepButton
          label={stepper.fewer(label)}
          isDisabled={isDisabled || value <= min}
          onPress={() => onChange(Math.max(min, value - 1))}
        >
          <Minus aria-hidden="true" className="size-5" />
        </StepButton>
        <output aria-live="polite" className="tabular min-w-9 text-center text-lg font-semibold">
          {value}
        </output>
        <StepButton
          label={stepper.more(label)}
          isDisabled={isDisabled || isAtMax}
          describedBy={reason ? reasonId : undefined}
          onPress={() => onChange(Math.min(max, value + 1))}
        >
          <Plus aria-hidden="true" className="size-5" />
        </StepButton>
      </div>
      <p id={reasonId} role="status" className="text-sm text-soft empty:sr-only">
        {reason}
      </p>
    </div>
  );
}

interface StepButtonProps {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly describedBy?: string | undefined;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function StepButton({
  label,
  isDisabled,
  describedBy,
  onPress,
  children,
}: StepButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      aria-describedby={describedBy}
      // Not `disabled`: at the limit the focus stays, so that the other button is one key away.
      aria-disabled={isDisabled || undefined}
      onClick={() => {
        if (!isDisabled) onPress();
      }}
      className="inline-flex size-11 items-center justify-center rounded-control border border-edge bg-surface transition-colors hover:border-ink hover:bg-sunken aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-transparent aria-disabled:text-faint"
    >
      {children}
    </button>
  );
}
