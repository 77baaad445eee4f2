import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** Stands where the check-in is coming. */
export function CheckInSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex flex-col gap-5">
        <Skeleton className="h-9 w-48" />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-10">
          <div className="flex flex-col gap-5">
            <Skeleton className="h-14 w-full" />
            <Skeleton className="aspect-4/3 max-h-[46dvh] w-full rounded-card" />
            <Skeleton className="h-16 w-full" />
          </div>
          <Skeleton className="h-40 w-full rounded-card" />
        </div>
      </div>
    </Loading>
  );
}
