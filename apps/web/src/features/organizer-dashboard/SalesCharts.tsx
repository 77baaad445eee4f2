import type { ReactNode } from "react";

import { formatMoney } from "../../format/money.ts";
import { formatNumber } from "../../format/number.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { ChartFigure } from "./ChartFigure.tsx";
import { type BucketTimes, fullTime, shortTime } from "./bucket-time.ts";
import { type SalesBucket, type SalesSeries, pointOf } from "./sales-chart-data.ts";

interface SalesChartsProps extends BucketTimes {
  readonly buckets: readonly SalesBucket[];
}

/** Tickets and revenue over a period, side by side. */
export function SalesCharts({ buckets, ...times }: SalesChartsProps): ReactNode {
  const { sales } = useTexts("organizerDashboard");
  const locale = useLocale();
  const points = buckets.map(pointOf);
  const sum = (key: "paid" | "refused" | "revenue"): number =>
    points.reduce((total, point) => total + point[key], 0);
  const count = (value: number): string => formatNumber(value, locale);
  const money = (amount: number): string => formatMoney({ amount, currency: "EUR" }, locale);
  const summary = sales.summary(count(sum("paid")), count(sum("refused")), money(sum("revenue")));
  const common = {
    points,
    summary,
    nothing: sales.nothing,
    formatAt: (at: string) => shortTime(at, locale, times),
    formatPeriod: (at: string) => fullTime(at, locale, times),
  };
  const tickets: readonly SalesSeries[] = [
    { key: "paid", label: sales.columns.paid, kind: "bar", color: "var(--color-ink)" },
    { key: "refused", label: sales.columns.refused, kind: "bar", color: "var(--color-bad-solid)" },
    { key: "reserved", label: sales.columns.reserved, kind: "line", color: "var(--color-accent)" },
  ];
  const revenue: readonly SalesSeries[] = [
    { key: "revenue", label: sales.revenue, kind: "bar", color: "var(--color-good)" },
  ];
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <div className="rounded-card border border-line bg-surface p-4">
        <ChartFigure
          {...common}
          title={sales.tickets}
          series={tickets}
          formatTick={count}
          formatValue={count}
        />
      </div>
      <div className="rounded-card border border-line bg-surface p-4">
        <ChartFigure
          {...common}
          title={sales.revenue}
          series={revenue}
          formatTick={(amount) => formatMoney({ amount, currency: "EUR" }, locale, true)}
          formatValue={money}
        />
      </div>
    </div>
  );
}
