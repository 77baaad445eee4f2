import { type TimeStyle, differsFromViewer, formatTime } from "../../format/time.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";

/** Writes an instant by the viewer's clock, and says so where the event's shows another time. */
export function useWhen(timezone: string): (at: string, style?: TimeStyle) => string {
  const locale = useLocale();
  const { yourTime } = useTexts("common");
  return (at, style = "short") => {
    const text = formatTime(at, locale, style);
    return differsFromViewer(at, timezone) ? yourTime(text) : text;
  };
}
