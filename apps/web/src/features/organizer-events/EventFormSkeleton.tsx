import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** The place of an event's form. */
export function EventFormSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex max-w-3xl xl:max-w-5xl flex-col gap-6">
        <Skeleton className="h-20 w-72 max-w-full" />
        <Skeleton className="h-108 w-full rounded-card" />
        <Skeleton className="h-72 w-full rounded-card" />
        <Skeleton className="h-72 w-full rounded-card" />
      </div>
    </Loading>
  );
}
