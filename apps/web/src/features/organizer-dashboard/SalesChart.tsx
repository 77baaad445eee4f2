import type { ReactNode } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

import type { SalesPoint, SalesSeries } from "./sales-chart-data.ts";

const AXIS = {
  stroke: "var(--color-line)",
  tick: { fill: "var(--color-soft)", fontSize: 12 },
  tickLine: false,
};
const TICK_GAP_PX = 28;
const BAR_WIDTH_PX_MAX = 28;
const TICK_PADDING_PX = 12;
const TICK_CHARACTER_PX = 7.5;
const MARGIN = { top: 8, right: 4, bottom: 0, left: 0 };
/** Until the place's own size is known. */
const SIZE_FIRST = { width: 600, height: 240 };

interface SalesChartProps {
  readonly points: readonly SalesPoint[];
  readonly series: readonly SalesSeries[];
  /** Writes a value at the axis, where there is little room. */
  readonly formatTick: (value: number) => string;
  readonly formatValue: (value: number) => string;
  readonly formatAt: (at: string) => string;
  readonly formatPeriod: (at: string) => string;
}

/**
 * Sales over time, drawn. It is for the eye alone: what surrounds it says the same in words, and has
 * the numbers in a table.
 */
export function SalesChart({
  points,
  series,
  formatTick,
  formatValue,
  formatAt,
  formatPeriod,
}: SalesChartProps): ReactNode {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={SIZE_FIRST}>
      <ComposedChart data={[...points]} margin={MARGIN} accessibilityLayer={false} barGap={0}>
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis dataKey="at" tickFormatter={formatAt} minTickGap={TICK_GAP_PX} {...AXIS} />
        <YAxis
          tickFormatter={formatTick}
          allowDecimals={false}
          width={tickWidthPx(points, series, formatTick)}
          {...AXIS}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--color-sunken)", stroke: "var(--color-line)" }}
          content={
            <Values
              points={points}
              series={series}
              formatValue={formatValue}
              formatPeriod={formatPeriod}
            />
          }
        />
        {series.map(drawn)}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Room for the widest number at the axis, which ends somewhat above the highest bar. */
function tickWidthPx(
  points: readonly SalesPoint[],
  series: readonly SalesSeries[],
  formatTick: (value: number) => string,
): number {
  const highest = Math.max(
    ...points.map((point) => series.reduce((sum, { key }) => sum + Math.abs(point[key]), 0)),
    1,
  );
  // A round number, as those at the axis are.
  const widest = formatTick(10 ** Math.ceil(Math.log10(highest)));
  return TICK_PADDING_PX + widest.length * TICK_CHARACTER_PX;
}

function drawn({ key, label, kind, color }: SalesSeries): ReactNode {
  const common = { dataKey: key, name: label, isAnimationActive: false };
  if (kind === "bar") {
    return <Bar key={key} {...common} stackId="bars" fill={color} maxBarSize={BAR_WIDTH_PX_MAX} />;
  }
  return (
    <Line
      key={key}
      {...common}
      type="stepAfter"
      stroke={color}
      strokeWidth={2}
      strokeDasharray="4 3"
      dot={false}
      activeDot={false}
    />
  );
}

interface ValuesProps extends Pick<
  SalesChartProps,
  "points" | "series" | "formatValue" | "formatPeriod"
> {
  /** Given by the chart: whether the pointer is over it, and over which bucket. */
  readonly active?: boolean;
  readonly label?: string | number;
}

/** The numbers of the bucket under the pointer. */
function Values(props: ValuesProps): ReactNode {
  const { active = false, label, points, series, formatValue, formatPeriod } = props;
  const point = points.find(({ at }) => at === label);
  if (!active || point === undefined) return null;
  return (
    <div className="rounded-control border border-line bg-surface px-3 py-2 text-sm shadow-overlay">
      <p className="tabular font-medium">{formatPeriod(point.at)}</p>
      {series.map(({ key, label: name, color }) => (
        <p key={key} className="flex items-center justify-between gap-4">
          <span className="flex items-center gap-2 text-soft">
            <span className="size-2.5 rounded-full" style={{ background: color }} />
            {name}
          </span>
          <span className="tabular">{formatValue(point[key])}</span>
        </p>
      ))}
    </div>
  );
}
