/** By which column a table is sorted, and which way. */
export interface Sorting {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

interface SortableColumn<R> {
  readonly key: string;
  readonly sortValue?: (row: R) => number | string;
}

/** What pressing a column's heading changes the sorting to: up, down, as it was. */
export function nextSorting(sorting: Sorting | null, key: string): Sorting | null {
  if (sorting?.key !== key) return { key, direction: "ascending" };
  return sorting.direction === "ascending" ? { key, direction: "descending" } : null;
}

/** The rows in the order that is asked for; rows that are equal in it keep theirs. */
export function sortedRows<R>(
  rows: readonly R[],
  columns: readonly SortableColumn<R>[],
  sorting: Sorting | null,
): readonly R[] {
  const valueOf = columns.find(({ key }) => key === sorting?.key)?.sortValue;
  if (sorting === null || valueOf === undefined) return rows;
  const sign = sorting.direction === "ascending" ? 1 : -1;
  return rows.toSorted((a, b) => sign * compare(valueOf(a), valueOf(b)));
}

function compare(a: number | string, b: number | string): number {
  return typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true });
}
