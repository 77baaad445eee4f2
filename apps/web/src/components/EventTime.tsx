import type { ReactNode } from "react";

import { differsFromViewer, formatTime, formatTimeRange, timezoneName } from "../format/time.ts";
import { useLocale, useTexts } from "../texts/use-texts.ts";

interface EventTimeProps {
  readonly startsAt: string;
  readonly endsAt?: string | null;
  readonly timezone: string;
  /** `long` writes the weekday and month out, and gives the viewer's own time where it differs. */
  readonly style?: "long" | "short";
}

/** When an event is: on the clocks of the place where it is, and on the viewer's where they differ. */
export function EventTime({
  startsAt,
  endsAt = null,
  timezone,
  style = "short",
}: EventTimeProps): ReactNode {
  const locale = useLocale();
  const texts = useTexts("common");
  const isElsewhere = differsFromViewer(startsAt, timezone);
  const there =
    endsAt === null
      ? formatTime(startsAt, locale, style, timezone)
      : formatTimeRange(startsAt, endsAt, locale, style, timezone);
  return (
    <>
      <time dateTime={startsAt} className="tabular">
        {there}
        {isElsewhere && (
          <>
            {" "}
            {/* A name such as GMT-5 is one word. */}
            <span className="whitespace-nowrap">{timezoneName(startsAt, locale, timezone)}</span>
          </>
        )}
      </time>
      {isElsewhere && style === "long" && (
        <span className="block text-sm text-soft">
          {texts.yourTime(formatTime(startsAt, locale, "short"))}
        </span>
      )}
    </>
  );
}
