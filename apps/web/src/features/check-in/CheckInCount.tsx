import { useServer } from "@stampede/client/react/server";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { Meter } from "../../components/Meter.tsx";
import { formatNumber } from "../../format/number.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";

/** Others admit people at other doors. */
const POLL_MS = 5_000;

/** How many have come in, of how many tickets. */
export function CheckInCount({ eventId }: { readonly eventId: string }): ReactNode {
  const texts = useTexts("checkIn");
  const locale = useLocale();
  const { data } = useSuspenseQuery(
    useServer().statistics.checkIns.queryOptions({ eventId }, { refetchInterval: POLL_MS }),
  );
  const checkedIn = formatNumber(data.checkedIn, locale);
  // Who is in stays in when the money goes back, and the ticket is then no longer among the sold.
  const max = Math.max(data.issued, data.checkedIn);
  const issued = formatNumber(max, locale);
  return (
    <section aria-label={texts.count} className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="tabular text-figure">{checkedIn}</span>
        <span className="tabular text-soft">{texts.countOf(issued)}</span>
      </p>
      <Meter
        label={texts.count}
        max={max}
        parts={[{ kind: "good", value: data.checkedIn }]}
        text={texts.countText(checkedIn, issued)}
      />
    </section>
  );
}
