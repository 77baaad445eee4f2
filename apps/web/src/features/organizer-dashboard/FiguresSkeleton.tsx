import type { ReactNode } from "react";

import { Loading } from "../../components/Loading.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";

const FIGURES = ["revenue", "sold", "share", "held", "available"];

/** Stands where figures and tables are coming. */
export function FiguresSkeleton(): ReactNode {
  return (
    <Loading>
      <div className="flex flex-col gap-8">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-9 w-72 max-w-full" />
            <Skeleton className="h-5 w-48" />
          </div>
          <Skeleton className="h-9 w-52" />
        </div>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 2xl:grid-cols-6">
          {FIGURES.map((name, index) => (
            <Skeleton
              key={name}
              className={`h-24 rounded-card ${index === 0 ? "col-span-2" : ""}`}
            />
          ))}
        </div>
        <Skeleton className="h-64 w-full rounded-card" />
        <Skeleton className="h-80 w-full rounded-card" />
      </div>
    </Loading>
  );
}
