import type { ReactNode } from "react";

import { differsFromViewer, formatTime, formatTimeRange, timezoneName } from "../format/time.ts";
import { useLocale, useTexts } from "../texts/use-texts.ts";

interface EventTimeProps {
  readonly startsAt: string;
  readonly endsAt?: string | null;
  readonly timezone: string;
  /**
   * `long` writes the weekday and month out, names the timezone, and has a second line with the
   * viewer's own time where it differs. The line is always there: a page that comes from the server
   * cannot know whose time it will be.
   */
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
        {(isElsewhere || style === "long") && (
          <>
            {" "}
            {/* A name such as GMT-5 is one word. */}
            <span className="whitespace-nowrap">{timezoneName(startsAt, locale, timezone)}</span>
          </>
        )}
      </time>
      {style === "long" && (
        <span className="block text-sm text-soft">
          {isElsewhere
            ? texts.yourTime(formatTime(startsAt, locale, "short"))
            : timezoneName(startsAt, locale, timezone, "longGeneric")}
        </span>
      )}
    </>
  );
}
