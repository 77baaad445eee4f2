import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** Stands where a reservation is coming. */
export function ReservationSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="page-width grid content-start gap-6 py-6 md:py-10 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-x-12">
        <div className="flex flex-col gap-3 lg:col-span-2">
          <Skeleton className="h-9 w-80 max-w-full" />
          <Skeleton className="h-6 w-96 max-w-full" />
        </div>
        <div className="flex flex-col gap-6">
          <Skeleton className="h-20 w-full" />
          <Skeleton className="h-96 w-full rounded-card" />
        </div>
        <Skeleton className="h-80 w-full rounded-card" />
      </div>
    </Loading>
  );
}
