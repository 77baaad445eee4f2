import { type ReactNode, useEffect, useRef, useState } from "react";

import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { stateText } from "./StateBadge.tsx";
import type { Line } from "./use-order.ts";

/** Between two announcements: a hot sale changes five times a second. */
const QUIET_MS = 8_000;

/** Tells screen readers, when they pause and not too often, what has become of the ticket types. */
export function LiveUpdates({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const texts = useTexts("events");
  const locale = useLocale();
  const states = lines
    .filter(({ state }) => state.kind !== "unknown")
    // Of many it is not said how many: that changes all the time, and matters to nobody.
    .map(({ ticketType, state }) =>
      texts.update(ticketType.name, stateText(state, { texts, locale, isShort: true })),
    );
  return (
    <p role="status" className="sr-only">
      {useNews(states)}
    </p>
  );
}

/** What is new in `lines` since it was last told, at most every few seconds. */
function useNews(lines: readonly string[]): string {
  const [news, setNews] = useState("");
  const told = useRef<readonly string[]>(null);
  const toldAtMs = useRef(Number.NEGATIVE_INFINITY);
  const joined = lines.join("\n");
  useEffect(() => {
    const present = joined.split("\n");
    const before = told.current;
    if (before === null) {
      // What stands there from the start is read with the page.
      if (joined !== "") told.current = present;
      return undefined;
    }
    const fresh = present.filter((line) => !before.includes(line));
    if (fresh.length === 0) return undefined;
    const waitMs = Math.max(0, toldAtMs.current + QUIET_MS - performance.now());
    const timer = setTimeout(() => {
      told.current = present;
      toldAtMs.current = performance.now();
      setNews(fresh.join(" "));
    }, waitMs);
    return () => clearTimeout(timer);
  }, [joined]);
  return news;
}
