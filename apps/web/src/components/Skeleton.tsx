import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

/**
 * The place of something that is coming, of its final size, which `className` says:
 * `<Skeleton className="h-8 w-64" />`. Put them into a `Loading`, which says so in words.
 */
export function Skeleton({ className }: { readonly className?: string }): ReactNode {
  return (
    <div
      aria-hidden="true"
      className={clsx("animate-breathe rounded-control bg-sunken", className)}
    />
  );
}
