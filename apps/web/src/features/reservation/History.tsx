import type { ReactNode } from "react";

import { Time } from "../../components/Time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { shownSteps } from "./shown-steps.ts";
import type { Reservation } from "./use-reservation.ts";

/** What happened to a reservation and when, for those who ask. */
export function History({ timeline, total }: Pick<Reservation, "timeline" | "total">): ReactNode {
  const texts = useTexts("reservation");
  const isFree = total.amount === 0;
  return (
    <details className="text-sm">
      <summary className="flex min-h-11 items-center rounded-control text-soft hover:text-ink">
        {texts.history}
      </summary>
      <ol className="flex flex-col gap-3 border-l-2 border-line pl-4">
        {shownSteps({ timeline, total }).map(({ at, type }) => (
          <li key={`${at} ${type}`}>
            <p>{isFree && type === "refunded" ? texts.refundedFree.title : texts.timeline[type]}</p>
            <p className="text-soft">
              <Time at={at} style="exact" />
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
