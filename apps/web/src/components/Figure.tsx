import { clsx } from "clsx";
import type { ReactNode } from "react";

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
        isWide && "col-span-2",
      )}
    >
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className="tabular text-figure">{value}</span>
        {detail && <span className="text-sm text-soft">{detail}</span>}
      </dd>
    </div>
  );
}
