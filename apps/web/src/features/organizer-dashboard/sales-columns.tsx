import { Money } from "../../components/Money.tsx";
import { formatNumber } from "../../format/number.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { type BucketTimes, fullTime } from "./bucket-time.ts";
import type { FileColumn } from "./figure-columns.tsx";
import type { SalesBucket } from "./sales-chart-data.ts";

const COUNTED = ["reserved", "paid", "expired", "cancelled", "refused"] as const;

/** The columns of sales over time. In the file, times are ISO 8601 in UTC. */
export function salesColumns(
  { sales: { columns } }: Texts<"organizerDashboard">,
  locale: Locale,
  times: BucketTimes,
): readonly FileColumn<SalesBucket>[] {
  return [
    {
      key: "at",
      heading: columns.at,
      cell: ({ at }) => (
        <time dateTime={at} className="tabular whitespace-nowrap">
          {fullTime(at, locale, times)}
        </time>
      ),
      csv: ({ at }) => at,
    },
    ...COUNTED.map((key) => ({
      key,
      heading: columns[key],
      isNumber: true,
      cell: (bucket: SalesBucket) => formatNumber(bucket[key], locale),
      csv: (bucket: SalesBucket) => bucket[key],
    })),
    {
      key: "revenue",
      heading: columns.revenue,
      isNumber: true,
      cell: ({ revenue }) => <Money value={revenue} />,
      csv: ({ revenue }) => revenue,
    },
  ];
}
