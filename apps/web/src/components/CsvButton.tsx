import { Download } from "lucide-react";
import type { ReactNode } from "react";

import type { CsvColumn } from "../format/csv.ts";
import { useLocale } from "../texts/use-texts.ts";
import { Button } from "./Button.tsx";
import { saveCsv } from "./save-csv.ts";

interface CsvButtonProps<R> {
  /** What it says: "Download CSV". */
  readonly children: ReactNode;
  /** The same with what is in the file, for screen readers. */
  readonly label: string;
  /** The file's name, without its ending. */
  readonly name: string;
  readonly columns: readonly CsvColumn<R>[];
  readonly rows: readonly R[];
}

/** Saves rows as a file for spreadsheets, in the ways of the language in use. */
export function CsvButton<R>({
  children,
  label,
  name,
  columns,
  rows,
}: CsvButtonProps<R>): ReactNode {
  const locale = useLocale();
  return (
    <Button
      size="small"
      aria-label={label}
      disabled={rows.length === 0}
      onClick={() => saveCsv(name, columns, rows, locale)}
    >
      <Download aria-hidden="true" className="size-4" />
      {children}
    </Button>
  );
}
