import type { ReactNode } from "react";

import { Time } from "../../components/Time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./use-reservation.ts";

/** What says nothing of an order without a price: no card was asked for, and no money went back. */
const OF_CARDS = new Set<Reservation["timeline"][number]["type"]>([
  "payment_started",
  "payment_captured",
  "refund_started",
]);

/** What happened to a reservation and when, for those who ask. */
export function History({ timeline, total }: Pick<Reservation, "timeline" | "total">): ReactNode {
  const texts = useTexts("reservation");
  const isFree = total.amount === 0;
  const shown = timeline.filter(({ type }) => !isFree || !OF_CARDS.has(type));
  return (
    <details className="text-sm">
      <summary className="flex min-h-11 items-center rounded-control text-soft hover:text-ink">
        {texts.history}
      </summary>
      <ol className="flex flex-col gap-3 border-l-2 border-line pl-4">
        {shown.map(({ at, type }) => (
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
