import { type ReactNode, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { CsvButton } from "../../components/CsvButton.tsx";
import { DataTable } from "../../components/DataTable.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { FigureCard } from "./FigureCard.tsx";
import type { FileColumn } from "./figure-columns.tsx";
import type { Figures } from "./figures.ts";

/** More rows are shown when asked for; the file has them all. */
const ROWS_MAX = 100;

interface FileTableProps<R> {
  readonly title: string;
  readonly hint?: ReactNode;
  /** The file's name, without its ending. */
  readonly file: string;
  readonly columns: readonly FileColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** What names a row on phones, where figures stand below each other. */
  readonly rowName: (row: R) => ReactNode;
  readonly empty?: ReactNode;
}

/** A table under its heading, which can be saved as a file. */
export function FileTable<R extends Figures>(props: FileTableProps<R>): ReactNode {
  const { title, hint, file, columns, rows, rowKey, rowName, empty } = props;
  const texts = useTexts("organizerDashboard");
  const [shown, setShown] = useState(ROWS_MAX);
  const left = rows.length - shown;
  return (
    <section className="flex flex-col gap-3">
      <div className="flex items-end justify-between gap-4">
        <div>
          <h2 className="text-heading">{title}</h2>
          {hint && <p className="text-sm text-soft">{hint}</p>}
        </div>
        <CsvButton label={texts.csvOf(title)} name={file} columns={columns} rows={rows}>
          {texts.csv}
        </CsvButton>
      </div>
      {rows.length === 0 && empty}
      {rows.length > 0 && (
        <>
          <div className="max-lg:hidden">
            <DataTable caption={title} rowsMax={shown} {...{ columns, rows, rowKey }} />
          </div>
          <ul className="divide-y divide-line rounded-card border border-line bg-surface lg:hidden">
            {rows.slice(0, shown).map((row) => (
              <li key={rowKey(row)}>
                <FigureCard name={rowName(row)} figures={row} />
              </li>
            ))}
          </ul>
        </>
      )}
      {left > 0 && (
        <Button className="self-center" onClick={() => setShown(shown + ROWS_MAX)}>
          {texts.overview.showMore(Math.min(left, ROWS_MAX))}
        </Button>
      )}
    </section>
  );
}
