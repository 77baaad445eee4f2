import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** The place of the list of events. */
export function OrganizerEventsSkeleton(): ReactNode {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-end justify-between gap-6">
        <Skeleton className="h-9 w-40" />
        <Skeleton className="h-11 w-36" />
      </div>
      <EventTableSkeleton />
    </div>
  );
}

const ROWS = ["a", "b", "c", "d", "e"];

/** The place of the rows alone. */
export function EventTableSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex flex-col gap-3 md:gap-px">
        {ROWS.map((row) => (
          <Skeleton key={row} className="h-52 w-full rounded-card md:h-16 md:rounded-none" />
        ))}
      </div>
    </Loading>
  );
}
