import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** Stands where a reservation is coming. */
export function ReservationSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex flex-col gap-6">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-9 w-72 max-w-full" />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Skeleton className="h-80 w-full rounded-card" />
          <Skeleton className="h-80 w-full rounded-card" />
        </div>
      </div>
    </Loading>
  );
}
