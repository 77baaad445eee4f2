import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

const PARTS = { sold: "bg-ink", held: "bg-warn", good: "bg-good" };

interface MeterProps {
  readonly label: string;
  readonly max: number;
  /** The parts in their order, such as sold and held; the rest stays empty. */
  readonly parts: readonly { readonly kind: keyof typeof PARTS; readonly value: number }[];
  /** The same in words: "120 sold, 14 held of 500". */
  readonly text: string;
}

/** How full something is, as a bar. The numbers stand beside it, or at least in `text`. */
export function Meter({ label, max, parts, text }: MeterProps): ReactNode {
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text}
      className="flex h-2 w-full gap-px overflow-hidden rounded-full bg-sunken"
    >
      {parts.map((part) => (
        <div
          key={part.kind}
          className={clsx("h-full", PARTS[part.kind])}
          style={{ width: `${max > 0 ? (100 * part.value) / max : 0}%` }}
        />
      ))}
    </div>
  );
}
