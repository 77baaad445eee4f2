import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

/** A turning ring. It is only for the eye: say what is going on in words, or by `aria-busy`. */
export function Spinner({ className }: { readonly className?: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      className={clsx("size-5 animate-spin", className)}
      fill="none"
      strokeWidth="2.5"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <circle cx="10" cy="10" r="7.5" className="stroke-current opacity-25" />
      <path d="M17.5 10A7.5 7.5 0 0 0 10 2.5" className="stroke-current" />
    </svg>
  );
}
