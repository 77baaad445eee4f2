import type { ReactNode } from "react";

import { type TimeStyle, formatTime } from "../format/time.ts";
import { useLocale } from "../texts/use-texts.ts";

interface TimeProps {
  /** ISO 8601 */
  readonly at: string;
  readonly style?: TimeStyle;
  /** An IANA name; the viewer's own unless it is given. */
  readonly timezone?: string;
}

/** An instant in the language in use. For when an event is, see `EventTime`. */
export function Time({ at, style = "short", timezone }: TimeProps): ReactNode {
  return (
    <time dateTime={at} className="tabular">
      {formatTime(at, useLocale(), style, timezone)}
    </time>
  );
}
