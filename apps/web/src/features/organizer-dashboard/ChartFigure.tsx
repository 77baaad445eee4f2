import { Suspense, type ReactNode, lazy } from "react";

import { Skeleton } from "../../components/Skeleton.tsx";
import type { SalesPoint, SalesSeries } from "./sales-chart-data.ts";

// Half a page of drawing code that only this page needs, and not before its figures are there.
const SalesChart = lazy(async () => {
  const { SalesChart: component } = await import("./SalesChart.tsx");
  return { default: component };
});

interface ChartFigureProps {
  readonly title: string;
  /** What the drawing shows, in words. */
  readonly summary: string;
  /** What stands there when all of it is zero. */
  readonly nothing: string;
  readonly points: readonly SalesPoint[];
  readonly series: readonly SalesSeries[];
  readonly formatTick: (value: number) => string;
  readonly formatValue: (value: number) => string;
  readonly formatAt: (at: string) => string;
  readonly formatPeriod: (at: string) => string;
}

/** A chart with its title and legend; to screen readers it is a picture with its summary. */
export function ChartFigure({ title, summary, nothing, ...chart }: ChartFigureProps): ReactNode {
  const isEmpty = chart.points.every((point) => chart.series.every(({ key }) => point[key] === 0));
  return (
    <figure className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{title}</span>
        {chart.series.length > 1 && (
          <span className="flex flex-wrap gap-x-4 text-sm text-soft">
            {chart.series.map(({ key, label, kind, color }) => (
              <span key={key} className="inline-flex items-center gap-2">
                <Mark kind={kind} color={color} />
                {label}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      {isEmpty ? (
        <p className="flex h-60 items-center justify-center text-center text-soft">{nothing}</p>
      ) : (
        <div role="img" aria-label={`${title}: ${summary}`} className="h-60 w-full">
          <Suspense fallback={<ChartSkeleton />}>
            <SalesChart {...chart} />
          </Suspense>
        </div>
      )}
    </figure>
  );
}

function ChartSkeleton(): ReactNode {
  return (
    <div aria-busy="true" className="size-full">
      <Skeleton className="size-full" />
    </div>
  );
}

function Mark({ kind, color }: Pick<SalesSeries, "kind" | "color">): ReactNode {
  return (
    <svg viewBox="0 0 16 10" className="h-2.5 w-4" aria-hidden="true">
      {kind === "bar" ? (
        <rect x="3" width="10" height="10" rx="2" fill={color} />
      ) : (
        <path d="M0 5h16" stroke={color} strokeWidth="2" strokeDasharray="4 3" />
      )}
    </svg>
  );
}
