import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

const CARDS = 6;

/** The place of the events page. */
export function EventsSkeleton(): ReactNode {
  return (
    <div className="page-width flex flex-col gap-6 py-6 sm:gap-8 sm:py-10">
      <div className="flex flex-col gap-4 sm:flex-row sm:items-center sm:justify-between">
        <Skeleton className="h-9 w-40" />
        <Skeleton className="h-11 w-full sm:max-w-sm" />
      </div>
      <EventCardsSkeleton />
    </div>
  );
}

/** The place of the events in the list. */
export function EventCardsSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="grid gap-4 sm:grid-cols-2 sm:gap-6 lg:grid-cols-3">
        {Array.from({ length: CARDS }, (_, index) => (
          <div
            key={index}
            className="flex overflow-hidden rounded-card border border-line bg-surface sm:flex-col"
          >
            <Skeleton className="w-24 shrink-0 self-stretch rounded-none sm:aspect-[16/9] sm:w-full" />
            <div className="flex grow flex-col gap-2 p-3.5 sm:p-5">
              <Skeleton className="h-6 w-4/5" />
              <Skeleton className="h-5 w-3/5" />
              <Skeleton className="h-5 w-1/2" />
              <Skeleton className="mt-2 h-6 w-24 rounded-full" />
            </div>
          </div>
        ))}
      </div>
    </Loading>
  );
}
