import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

const ROWS = ["first", "second", "third", "fourth", "fifth", "sixth"];

/** Stands where rows are coming. */
export function RowsSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex flex-col gap-3 lg:gap-px">
        {ROWS.map((row) => (
          <Skeleton key={row} className="h-36 w-full rounded-card lg:h-16" />
        ))}
      </div>
    </Loading>
  );
}
