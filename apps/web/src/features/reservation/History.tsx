import type { ReactNode } from "react";

import { Time } from "../../components/Time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./use-reservation.ts";

/** What happened to a reservation and when, for those who ask. */
export function History({ timeline }: Pick<Reservation, "timeline">): ReactNode {
  const texts = useTexts("reservation");
  return (
    <details className="text-sm">
      <summary className="flex min-h-11 items-center rounded-control text-soft hover:text-ink">
        {texts.history}
      </summary>
      <ol className="flex flex-col gap-3 border-l-2 border-line pl-4">
        {timeline.map(({ at, type }) => (
          <li key={`${at} ${type}`}>
            <p>{texts.timeline[type]}</p>
            <p className="text-soft">
              <Time at={at} style="exact" />
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}
