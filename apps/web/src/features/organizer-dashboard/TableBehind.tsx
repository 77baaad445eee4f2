import { type ReactNode, useState } from "react";

import { DataTable } from "../../components/DataTable.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { FileColumn } from "./figure-columns.tsx";

interface TableBehindProps<R> {
  readonly caption: string;
  readonly columns: readonly FileColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
}

/** The numbers behind a chart, shown when asked for. */
export function TableBehind<R>({ caption, columns, rows, rowKey }: TableBehindProps<R>): ReactNode {
  const { asTable } = useTexts("organizerDashboard");
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="rounded-card border border-line bg-surface"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="min-h-11 rounded-card px-4 py-2.5 font-medium">{asTable}</summary>
      {/* Hundreds of rows that nobody looks at are not kept up to date either. */}
      {isOpen && (
        <div className="px-4 pb-4">
          <DataTable
            caption={caption}
            columns={columns}
            rows={rows}
            rowKey={rowKey}
            isAlwaysTable
          />
        </div>
      )}
    </details>
  );
}
