import type { ReactNode } from "react";

import { Badge } from "../../components/Badge.tsx";
import { Time } from "../../components/Time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { OUTCOME_LOOKS } from "./outcome-looks.ts";
import type { Scan } from "./scan.ts";

interface RecentScansProps {
  readonly scans: readonly Scan[];
  readonly ticketTypeOf: (scan: Scan) => string | undefined;
}

/** The last scans on this device, the newest first. */
export function RecentScans({ scans, ticketTypeOf }: RecentScansProps): ReactNode {
  const { recent, noRecent, outcomes } = useTexts("checkIn");
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-heading">{recent}</h2>
      {scans.length === 0 ? (
        <p className="text-soft">{noRecent}</p>
      ) : (
        <ol className="divide-y divide-line rounded-card border border-line bg-surface">
          {scans.map((scan) => (
            <li key={scan.id} className="flex items-center justify-between gap-3 px-4 py-3">
              <span className="min-w-0">
                <span className="block font-mono text-sm wrap-anywhere">{scan.code}</span>
                <span className="block text-sm text-soft">
                  <Time at={scan.at} style="clockSeconds" />
                  {ticketTypeOf(scan) !== undefined && ` · ${ticketTypeOf(scan)}`}
                </span>
              </span>
              <Badge tone={OUTCOME_LOOKS[scan.outcome].tone}>{outcomes[scan.outcome].title}</Badge>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
