import type { Locale } from "../texts/locale.ts";
import type { MoneyAmount } from "./money.ts";
import { numberFormat } from "./formatters.ts";

/** What a cell holds; null leaves it empty. */
type CsvCell = string | number | MoneyAmount | null;

/** A column of a file: its heading, and what it holds of a row. */
export interface CsvColumn<R> {
  readonly heading: string;
  readonly csv: (row: R) => CsvCell;
}

/** So that spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = "\u{FEFF}";
const LINE_END = "\r\n";

/**
 * What spreadsheets expect differs by language: where decimals have a comma, columns are separated by
 * semicolons, and a point would make a date of a number.
 */
const MARKS = {
  en: { separator: ",", decimal: "." },
  pl: { separator: ";", decimal: "," },
} as const satisfies Record<Locale, { separator: string; decimal: string }>;

/** Texts that begin like this are run as formulas by spreadsheets; buyers choose their own names. */
const FORMULA = /^\s*[=+\-@＝＋－＠|]|^[\t\r\n]/u;

/**
 * Rows as a CSV file (RFC 4180, with a byte order mark) for the spreadsheets of a language. Numbers
 * and money have no grouping and no currency sign, money its usual decimals. A text that a spreadsheet
 * would run as a formula gets an apostrophe before it.
 */
export function toCsv<R>(
  columns: readonly CsvColumn<R>[],
  rows: readonly R[],
  locale: Locale,
): string {
  const { separator } = MARKS[locale];
  const lines = [
    columns.map(({ heading }) => quoted(safe(heading), locale)),
    ...rows.map((row) => columns.map(({ csv }) => written(csv(row), locale))),
  ];
  return BYTE_ORDER_MARK + lines.map((cells) => cells.join(separator) + LINE_END).join("");
}

function written(cell: CsvCell, locale: Locale): string {
  if (cell === null) return "";
  if (typeof cell === "string") return quoted(safe(cell), locale);
  const digits = typeof cell === "number" ? String(cell) : units(cell);
  return quoted(digits.replace(".", MARKS[locale].decimal), locale);
}

function units({ amount, currency }: MoneyAmount): string {
  const format = numberFormat("en", { style: "currency", currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 0;
  return (amount / 10 ** decimals).toFixed(decimals);
}

function safe(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

// A decimal comma is quoted nowhere, because there the separator is another one.
function quoted(text: string, locale: Locale): string {
  const needsQuotes = /["\r\n\t]/.test(text) || text.includes(MARKS[locale].separator);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
