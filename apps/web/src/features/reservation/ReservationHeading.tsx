import type { ReactNode } from "react";

import { Countdown } from "../../components/Countdown.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { headingOf } from "./heading-of.ts";
import type { Phase } from "./phase.ts";
import type { Event, Reservation } from "./use-reservation.ts";

interface ReservationHeadingProps {
  readonly reservation: Reservation;
  readonly event: Event | undefined;
  readonly phase: Phase;
  /** Called once when the time is up. */
  readonly onEnd: () => void;
}

/** What state a reservation is in, and the time that is left; a change of it is said aloud. */
export function ReservationHeading({
  reservation,
  event,
  phase,
  onEnd,
}: ReservationHeadingProps): ReactNode {
  const { title, lead } = headingOf(
    { reservation, event, phase },
    useTexts("reservation"),
    useLocale(),
  );
  const { expiresAt, serverNow } = reservation;
  return (
    <PageHeading
      title={title}
      actions={
        phase === "held" &&
        event?.status !== "cancelled" && <Countdown {...{ expiresAt, serverNow, onEnd }} />
      }
    >
      <p role="status" className="mt-2 max-w-prose text-soft">
        {lead}
      </p>
    </PageHeading>
  );
}
