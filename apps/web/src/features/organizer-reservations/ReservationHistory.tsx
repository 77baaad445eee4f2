import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

import { Card } from "../../components/Card.tsx";
import { Time } from "../../components/Time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { shownSteps } from "../reservation/shown-steps.ts";
import type { Reservation } from "./reservation-filter.ts";

type Step = Reservation["timeline"][number]["type"];

const DOTS: Partial<Record<Step, string>> = {
  paid: "bg-good",
  payment_declined: "bg-bad",
  payment_failed: "bg-bad",
  refund_started: "bg-warn",
};

/** What happened to a reservation, from the first to the last. */
export function ReservationHistory({
  reservation,
}: {
  readonly reservation: Reservation;
}): ReactNode {
  const { history, timeline, timelineFree } = useTexts("organizerReservations");
  const isFree = reservation.total.amount === 0;
  const words = isFree ? { ...timeline, ...timelineFree } : timeline;
  return (
    <Card>
      <h2 className="mb-4 text-heading">{history}</h2>
      <ol className="flex flex-col gap-4">
        {shownSteps(reservation).map(({ at, type }) => (
          <li key={`${at} ${type}`} className="flex gap-3">
            <span
              aria-hidden="true"
              className={clsx("mt-1.5 size-2.5 shrink-0 rounded-full", DOTS[type] ?? "bg-edge")}
            />
            <div className="flex min-w-0 flex-col">
              <span>{words[type]}</span>
              <span className="text-sm text-soft">
                <Time at={at} style="exact" />
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
