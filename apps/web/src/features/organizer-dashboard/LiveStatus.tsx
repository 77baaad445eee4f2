import type { ReactNode } from "react";

import { Badge } from "../../components/Badge.tsx";
import { formatTime } from "../../format/time.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { useStale } from "./use-stale.ts";

const SECOND_MS = 1_000;

interface LiveStatusProps {
  /** When the figures were read, in milliseconds of the device's clock. */
  readonly updatedAt: number;
  /** Whether changes come by themselves, and not only with the next round. */
  readonly isLive: boolean;
  /** From one round to the next. */
  readonly roundMs: number;
}

/** How old the figures are, and honestly so when the connection is lost. */
export function LiveStatus({ updatedAt, isLive, roundMs }: LiveStatusProps): ReactNode {
  const texts = useTexts("organizerDashboard");
  const isStale = useStale(updatedAt);
  const time = formatTime(new Date(updatedAt).toISOString(), useLocale(), "clockSeconds");
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
      <span className="tabular" data-updated-at={updatedAt}>
        {isStale ? texts.staleSince(time) : texts.updatedAt(time)}
      </span>
      {/* As wide as the widest of them, so that nothing beside it moves. */}
      <span className="inline-flex min-w-24 sm:justify-end">
        {isStale ? (
          <Badge key="stale" tone="warn">
            {texts.stale}
          </Badge>
        ) : (
          <Badge key={String(isLive)} tone={isLive ? "live" : "neutral"}>
            {isLive ? texts.live : texts.everySeconds(roundMs / SECOND_MS)}
          </Badge>
        )}
      </span>
      <span role="status" className="sr-only">
        {isStale && `${texts.stale}. ${texts.staleSince(time)}`}
      </span>
    </div>
  );
}
