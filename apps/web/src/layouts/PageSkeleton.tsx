import type { ReactNode } from "react";

import { Loading } from "../components/Loading.tsx";
import { Skeleton } from "../components/Skeleton.tsx";

/** Stands where a page is coming that has no skeleton of its own. */
export function PageSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="page-width flex flex-col gap-6 py-8">
        <Skeleton className="h-9 w-64 max-w-full" />
        <Skeleton className="h-40 w-full rounded-card" />
        <Skeleton className="h-40 w-full rounded-card" />
      </div>
    </Loading>
  );
}
