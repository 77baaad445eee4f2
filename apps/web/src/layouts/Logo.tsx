import type { ReactNode } from "react";

/** A ticket, in ink. */
export function Logo(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" className="size-8" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-ink" />
      <path d="M7 11h18v3.1a2 2 0 0 0 0 3.8V21H7v-3.1a2 2 0 0 0 0-3.8z" className="fill-paper" />
      <path d="M19.5 12.8v6.8" className="stroke-ink" strokeWidth="1.6" strokeDasharray="1.6 1.3" />
    </svg>
  );
}
