import { clsx } from "clsx/lite";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { type ReactNode, useState } from "react";

import { useTexts } from "../texts/use-texts.ts";
import { type Sorting, nextSorting, sortedRows } from "./data-table-sorting.ts";

/** A column: its heading, what it shows of a row, and how rows are sorted by it. */
export interface Column<R> {
  readonly key: string;
  readonly heading: string;
  readonly cell: (row: R) => ReactNode;
  /** Numbers stand at the end of their cell. */
  readonly isNumber?: boolean;
  /** What rows are sorted by; without it the column cannot be sorted. */
  readonly sortValue?: (row: R) => number | string;
}

interface DataTableProps<R> {
  /** What the table shows; for screen readers, and visible with `isCaptionVisible`. */
  readonly caption: string;
  readonly isCaptionVisible?: boolean;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** Rows shown at most: the first of them all, however they are sorted. */
  readonly rowsMax?: number;
  readonly rowKey: (row: R) => string;
  /** What stands there when there are no rows. */
  readonly empty?: ReactNode;
  /** A table that stays one on phones too, and scrolls sideways: for many narrow numbers. */
  readonly isAlwaysTable?: boolean;
}

/** Rows and columns. The first column names the row; on phones each row becomes a card. */
export function DataTable<R>({
  caption,
  isCaptionVisible = false,
  columns,
  rows,
  rowsMax,
  rowKey,
  empty,
  isAlwaysTable = false,
}: DataTableProps<R>): ReactNode {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <div
      className={clsx(
        "rounded-card border-line md:overflow-x-auto md:border md:bg-surface",
        isAlwaysTable && "overflow-x-auto border bg-surface",
      )}
      // What scrolls must be reachable by keyboard.
      tabIndex={isAlwaysTable ? 0 : undefined}
      role={isAlwaysTable ? "region" : undefined}
      aria-label={isAlwaysTable ? caption : undefined}
    >
      <table className={clsx("data-table w-full", !isAlwaysTable && "data-table-cards")}>
        <caption className={isCaptionVisible ? "p-4 text-left font-semibold" : "sr-only"}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadingCell
                key={column.key}
                column={column}
                sorting={sorting}
                onSort={() => setSorting(nextSorting(sorting, column.key))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortedRows(rows, columns, sorting)
            .slice(0, rowsMax)
            .map((row) => (
              <Row key={rowKey(row)} row={row} columns={columns} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Row<R>({
  row,
  columns,
}: {
  readonly row: R;
  readonly columns: readonly Column<R>[];
}): ReactNode {
  return (
    <tr>
      {columns.map((column, index) => {
        const Cell = index === 0 ? "th" : "td";
        return (
          <Cell
            key={column.key}
            scope={index === 0 ? "row" : undefined}
            data-heading={column.heading}
            className={column.isNumber ? "tabular md:text-right" : undefined}
          >
            {column.cell(row)}
          </Cell>
        );
      })}
    </tr>
  );
}

interface HeadingCellProps<R> {
  readonly column: Column<R>;
  readonly sorting: Sorting | null;
  readonly onSort: () => void;
}

function HeadingCell<R>({ column, sorting, onSort }: HeadingCellProps<R>): ReactNode {
  const { sortBy } = useTexts("common");
  const direction = sorting?.key === column.key ? sorting.direction : undefined;
  const Icon = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown }[
    direction ?? "none"
  ];
  return (
    <th scope="col" aria-sort={direction} className={column.isNumber ? "text-right" : "text-left"}>
      {column.sortValue ? (
        <button
          type="button"
          title={sortBy(column.heading)}
          onClick={onSort}
          className="-mx-2 inline-flex min-h-9 items-center gap-1 rounded-control px-2 hover:bg-sunken hover:text-ink"
        >
          {column.heading}
          <Icon aria-hidden="true" className="size-4" />
        </button>
      ) : (
        column.heading
      )}
    </th>
  );
}
