import { useCountdown } from "@stampede/client/react/use-countdown";
import { clsx } from "clsx/lite";
import { type ReactNode, useEffect, useEffectEvent } from "react";

import { formatCountdown } from "../format/time.ts";
import { useTexts } from "../texts/use-texts.ts";

const MINUTE_MS = 60_000;
/** From here on it is shown as urgent. */
const URGENT_MS = 2 * MINUTE_MS;
/** At these it is said aloud. */
const ANNOUNCED_MINUTES = [5, 1];
/** For so long after each: a page that is loaded later does not say what was true before. */
const ANNOUNCED_FOR_MS = 10_000;

interface CountdownProps {
  /** The instant it runs to, and the server's time in the same reply. */
  readonly expiresAt: string;
  readonly serverNow: string;
  /** Called once at 0: ask the server what has become of it. */
  readonly onEnd?: () => void;
  /** `plain` is the digits alone, for the middle of a sentence, and says nothing aloud. */
  readonly variant?: "pill" | "plain";
}

/** The time that is left, by the server's clock; said to screen readers at 5 and 1 minutes and at the end. */
export function Countdown({
  expiresAt,
  serverNow,
  onEnd,
  variant = "pill",
}: CountdownProps): ReactNode {
  const leftMs = useCountdown({ expiresAt, serverNow }) ?? 0;
  const isOver = leftMs === 0;
  const end = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    if (isOver) end();
  }, [isOver]);

  const digits = (
    <span role="timer" className="tabular">
      {formatCountdown(leftMs)}
    </span>
  );
  if (variant === "plain") return digits;
  return <Pill leftMs={leftMs}>{digits}</Pill>;
}

function Pill({
  leftMs,
  children,
}: {
  readonly leftMs: number;
  readonly children: ReactNode;
}): ReactNode {
  const { countdown } = useTexts("common");
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-2 rounded-full px-3 py-1 font-semibold",
        leftMs > URGENT_MS ? "bg-sunken text-ink" : "bg-warn-soft text-warn",
      )}
    >
      <span className="text-sm font-medium">{countdown.left}</span>
      {children}
      <span role="status" className="sr-only">
        {announcement(leftMs, countdown)}
      </span>
    </span>
  );
}

// The text stays the same for a while, so that each is said once.
function announcement(
  leftMs: number,
  { announce, over }: { announce: (minutes: number) => string; over: string },
): string {
  if (leftMs === 0) return over;
  const mark = ANNOUNCED_MINUTES.find((minutes) => {
    const sinceMs = minutes * MINUTE_MS - leftMs;
    return sinceMs >= 0 && sinceMs < ANNOUNCED_FOR_MS;
  });
  return mark === undefined ? "" : announce(mark);
}
