import { clsx } from "clsx/lite";
import type { ComponentProps, ReactNode } from "react";

/** A surface with a hairline around it. Takes what a `div` takes. */
export function Card({ className, ...rest }: ComponentProps<"div">): ReactNode {
  return (
    <div
      {...rest}
      className={clsx("rounded-card border border-line bg-surface p-4 sm:p-6", className)}
    />
  );
}
