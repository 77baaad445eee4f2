import type { ReactNode } from "react";

/** What will happen, point by point, before somebody says yes to it. */
export function Points({ points }: { readonly points: readonly string[] }): ReactNode {
  return (
    <ul className="flex list-disc flex-col gap-2 pl-5">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}
