import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** The place of an event's page. */
export function EventPageSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="page-width flex flex-col gap-3 py-3 sm:py-5">
        <Skeleton className="my-2.5 h-6 w-28" />
        <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_27rem]">
          <div className="flex flex-col gap-5 sm:gap-7">
            <Skeleton className="aspect-[5/2] w-full rounded-card" />
            <Skeleton className="h-12 w-4/5" />
            <div className="grid gap-4 sm:grid-cols-2">
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
            </div>
          </div>
          <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 sm:p-6">
            <Skeleton className="h-8 w-32" />
            <Skeleton className="h-28" />
            <Skeleton className="h-28" />
            <Skeleton className="h-28" />
          </div>
        </div>
      </div>
    </Loading>
  );
}
