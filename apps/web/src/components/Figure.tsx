import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

/** Of "999,999". */
const LENGTH_MAX = 7;

interface FigureProps {
  readonly label: string;
  /** The formatted number. */
  readonly value: ReactNode;
  /** What puts it into proportion: "of 500". */
  readonly detail?: ReactNode;
  /** For a long number: it takes the place of two. */
  readonly isWide?: boolean;
}

/** One number, large, with what it counts. Put several into a `<dl>`. */
export function Figure({ label, value, detail, isWide = false }: FigureProps): ReactNode {
  return (
    <div
      className={clsx(
        "flex min-w-0 flex-col gap-1 rounded-card border border-line bg-surface p-4",
        (isWide || isLong(value)) && "col-span-2",
      )}
    >
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className="tabular min-w-0 text-figure wrap-anywhere">{value}</span>
        {detail && <span className="text-sm text-soft">{detail}</span>}
      </dd>
    </div>
  );
}

/** More figures than have room beside another number on a phone. */
function isLong(value: ReactNode): boolean {
  return typeof value === "string" && value.length > LENGTH_MAX;
}
