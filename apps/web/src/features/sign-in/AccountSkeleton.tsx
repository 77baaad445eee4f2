import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** The place of the account page. */
export function AccountSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex max-w-3xl flex-col gap-6">
        <Skeleton className="h-16 w-64 max-w-full" />
        <Skeleton className="h-60 w-full rounded-card" />
        <Skeleton className="h-44 w-full rounded-card" />
        <Skeleton className="h-96 w-full rounded-card" />
      </div>
    </Loading>
  );
}
