import { useServer } from "@stampede/client/react/server";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { CsvButton } from "../../components/CsvButton.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { Tabs } from "../../components/Tabs.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { SalesCharts } from "./SalesCharts.tsx";
import { TableBehind } from "./TableBehind.tsx";
import { salesColumns } from "./sales-columns.tsx";
import { RANGES, type Range } from "./ranges.ts";
import { createdMsOf, defaultRange, periodOf } from "./timeline-range.ts";

interface SalesOverTimeProps {
  readonly event: { readonly id: string; readonly slug: string; readonly timezone: string };
  /** What the address asks for, if it does. */
  readonly range: Range | undefined;
  /** The present, in milliseconds since the epoch: when the figures were last read. */
  readonly nowMs: number;
}

/** What happened to an event's tickets over a period, drawn, as a table and as a file. */
export function SalesOverTime({ event, range: wanted, nowMs }: SalesOverTimeProps): ReactNode {
  const texts = useTexts("organizerDashboard");
  const locale = useLocale();
  const navigate = useNavigate();
  const createdMs = createdMsOf(event.id);
  const range = wanted ?? defaultRange(nowMs, createdMs);
  const period = periodOf(range, nowMs, createdMs);
  const { data, isPlaceholderData } = useQuery(
    useServer().statistics.timeline.queryOptions(
      { eventId: event.id, ...period },
      // Every minute another period begins; what is shown stays until it has come.
      { placeholderData: keepPreviousData },
    ),
  );
  const buckets = data?.buckets ?? [];
  const columns = salesColumns(texts, locale, { bucket: period.bucket, timezone: event.timezone });
  return (
    <section className="flex flex-col gap-4">
      <div className="flex items-end justify-between gap-4">
        <div className="min-w-0">
          <h2 className="text-heading">{texts.sales.title}</h2>
          <p className="wrap-anywhere text-sm text-soft">
            {texts.sales.timezone(event.timezone)}, {texts.sales.buckets[period.bucket]}
          </p>
        </div>
        <CsvButton
          label={texts.csvOf(texts.sales.title)}
          name={`${event.slug}-${texts.dashboard.files.sales}`}
          columns={columns}
          rows={buckets}
        >
          {texts.csv}
        </CsvButton>
      </div>
      <Tabs
        label={texts.sales.range}
        tabs={RANGES.map((key) => ({ key, label: texts.sales.ranges[key] }))}
        selected={range}
        onSelect={(key) =>
          void navigate({ to: ".", search: { range: key }, replace: true, resetScroll: false })
        }
      >
        <div className={isPlaceholderData ? "opacity-60 transition-opacity" : undefined}>
          {data === undefined ? (
            <Skeleton className="h-72 w-full rounded-card" />
          ) : (
            <SalesCharts buckets={buckets} bucket={period.bucket} timezone={event.timezone} />
          )}
        </div>
      </Tabs>
      <TableBehind
        caption={texts.sales.title}
        columns={columns}
        rows={buckets.toReversed()}
        rowKey={({ at }) => at}
      />
    </section>
  );
}
