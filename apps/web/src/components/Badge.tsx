import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

/** What a state means: `good` available, `warn` few or pending, `bad` refused, `live` happening now. */
export type Tone = "neutral" | "good" | "warn" | "bad" | "live";

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-soft",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  live: "bg-accent-soft text-accent",
};

/** A state in a word or two. Its colour never says what the words do not. */
export function Badge({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {tone === "live" && (
        <span aria-hidden="true" className="size-2 animate-pulse-dot rounded-full bg-accent" />
      )}
      {children}
    </span>
  );
}
