import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

/** The place of a preview. */
export function PreviewSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex flex-col gap-6">
        <Skeleton className="h-28 w-full rounded-card" />
        <Skeleton className="h-160 w-full rounded-card" />
      </div>
    </Loading>
  );
}
