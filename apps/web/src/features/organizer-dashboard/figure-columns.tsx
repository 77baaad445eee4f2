import type { Column } from "../../components/DataTable.tsx";
import { Meter } from "../../components/Meter.tsx";
import { Money } from "../../components/Money.tsx";
import type { CsvColumn } from "../../format/csv.ts";
import { formatNumber, formatShare } from "../../format/number.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { type Figures, sellThrough } from "./figures.ts";

/** A column as it is shown and as it is saved. */
export interface FileColumn<R> extends Column<R>, CsvColumn<R> {}

const SHARE_DIGITS = 4;

/** The columns that every table of figures has after its first. */
export function figureColumns<R extends Figures>(
  texts: Texts<"organizerDashboard">,
  locale: Locale,
): readonly FileColumn<R>[] {
  const counted = (
    key: "sold" | "held" | "available" | "capacity",
    heading: string,
  ): FileColumn<R> => ({
    key,
    heading,
    isNumber: true,
    cell: (row) => formatNumber(row[key], locale),
    sortValue: (row) => row[key],
    csv: (row) => row[key],
  });
  return [
    counted("sold", texts.sold),
    counted("held", texts.held),
    counted("available", texts.available),
    counted("capacity", texts.capacity),
    {
      key: "sell-through",
      heading: texts.sellThrough,
      isNumber: true,
      cell: (row) => <SellThrough figures={row} texts={texts} locale={locale} />,
      sortValue: sellThrough,
      csv: (row) => Number(sellThrough(row).toFixed(SHARE_DIGITS)),
    },
    {
      key: "revenue",
      heading: texts.revenue,
      isNumber: true,
      cell: (row) => <Money value={row.revenue} />,
      sortValue: (row) => row.revenue.amount,
      csv: (row) => row.revenue,
    },
  ];
}

function SellThrough({
  figures,
  texts,
  locale,
}: {
  readonly figures: Figures;
  readonly texts: Texts<"organizerDashboard">;
  readonly locale: Locale;
}) {
  const { sold, held, capacity } = figures;
  const count = (value: number): string => formatNumber(value, locale);
  return (
    <span className="inline-flex items-center gap-3">
      <span className="hidden w-24 2xl:inline-block">
        <Meter
          label={texts.sellThrough}
          max={capacity}
          parts={[
            { kind: "sold", value: sold },
            { kind: "held", value: held },
          ]}
          text={texts.meter(count(sold), count(held), count(capacity))}
        />
      </span>
      <span className="min-w-14 text-right">{formatShare(sellThrough(figures), locale)}</span>
    </span>
  );
}
