import { expect, test } from "vitest";

import { toCsv } from "./csv.ts";

interface Row {
  readonly name: string;
  readonly count: number;
  readonly revenue: number;
}

const columns = [
  { heading: "Name", csv: ({ name }: Row) => name },
  { heading: "Count", csv: ({ count }: Row) => count },
  { heading: "Revenue", csv: ({ revenue }: Row) => ({ amount: revenue, currency: "EUR" }) },
];
const row = (name: string, count = 1, revenue = 4_950): Row => ({ name, count, revenue });

test("a file is written as the spreadsheets of its language read it", () => {
  const rows = [row("Regular", 1_200, -123_456_789), row("VIP", 0.5, 5)];
  expect(toCsv(columns, rows, "en")).toBe(
    "\u{FEFF}Name,Count,Revenue\r\nRegular,1200,-1234567.89\r\nVIP,0.5,0.05\r\n",
  );
  expect(toCsv(columns, rows, "pl")).toBe(
    "\u{FEFF}Name;Count;Revenue\r\nRegular;1200;-1234567,89\r\nVIP;0,5;0,05\r\n",
  );
});

test("separators, quotes and line ends within a cell stay within it", () => {
  const rows = [row('Ada "the, first"\nNowak'), row("a;b")];
  expect(toCsv(columns, rows, "en")).toContain('"Ada ""the, first""\nNowak",1,');
  expect(toCsv(columns, rows, "en")).toContain("\r\na;b,1,");
  expect(toCsv(columns, rows, "pl")).toContain('\r\n"a;b";1;');
});

test("no text reaches a spreadsheet as a formula, and a negative number stays a number", () => {
  for (const name of ["=1+1", "+48 600", "-2", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "＝1"]) {
    const [, line = ""] = toCsv(columns, [row(name, -3)], "en").split("\r\n");
    expect(line.replace(/^"/, "")).toMatch(/^'/);
    expect(line).toContain(",-3,");
  }
});
