import { type CsvColumn, toCsv } from "../format/csv.ts";
import type { Locale } from "../texts/locale.ts";

/** Browsers read what is saved a moment after the press. */
const REVOKE_AFTER_MS = 10_000;

/**
 * Saves rows as a file for the spreadsheets of a language.
 *
 * @param name the file's, without its ending
 */
export function saveCsv<R>(
  name: string,
  columns: readonly CsvColumn<R>[],
  rows: readonly R[],
  locale: Locale,
): void {
  const text = toCsv(columns, rows, locale);
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
