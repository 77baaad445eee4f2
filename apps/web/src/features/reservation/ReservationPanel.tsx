import type { ReactNode } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { CheckingPayment } from "./CheckingPayment.tsx";
import { HeldReservation } from "./HeldReservation.tsx";
import { PriceNotice } from "./PriceNotice.tsx";
import { RefundNotice } from "./RefundNotice.tsx";
import type { Phase } from "./phase.ts";
import { usePayment } from "./use-payment.ts";
import type { Event, Reservation } from "./use-reservation.ts";

interface ReservationPanelProps {
  readonly reservation: Reservation;
  readonly event: Event | undefined;
  readonly phase: Phase;
}

/** What there is to do, or to know, in the state that a reservation is in. */
export function ReservationPanel({ reservation, event, phase }: ReservationPanelProps): ReactNode {
  const texts = useTexts("reservation");
  const payment = usePayment(reservation);
  // The server may say `paying` while the answer to this page's own attempt is on its way here.
  const shown = phase === "paying" && payment.isPending ? "held" : phase;
  switch (shown) {
    case "held":
      return (
        <>
          <PriceNotice total={reservation.total} />
          <HeldReservation {...{ reservation, event, payment }} />
        </>
      );
    case "timeUp":
      return <Notice tone="warn">{texts.timeUp.notice}</Notice>;
    case "paying":
      return <CheckingPayment isGivenBack={isGivenBack(reservation)} />;
    case "paid":
      return isLate(reservation) && <Notice>{texts.late}</Notice>;
    case "expired":
    case "cancelled":
      return <WayBack {...{ reservation, event }} />;
    case "refunding":
    case "refunded":
      return (
        <>
          <RefundNotice reservation={reservation} />
          <WayBack {...{ reservation, event }} />
        </>
      );
    default:
      return shown satisfies never;
  }
}

type EndedProps = Pick<ReservationPanelProps, "reservation" | "event">;

function WayBack({ reservation, event }: EndedProps): ReactNode {
  const { backToEvent, allEvents } = useTexts("reservation");
  return (
    <div className="grid gap-3 sm:flex sm:flex-wrap print:hidden">
      <ButtonLink
        to="/events/$slug"
        params={{ slug: event?.slug ?? reservation.eventId }}
        variant="primary"
        size="large"
      >
        {backToEvent}
      </ButtonLink>
      <ButtonLink to="/" size="large">
        {allEvents}
      </ButtonLink>
    </div>
  );
}

/** Whether the payment came when the time was over, and the tickets were still there. */
function isLate({ paidAt, expiresAt }: Reservation): boolean {
  return paidAt !== null && Date.parse(paidAt) > Date.parse(expiresAt);
}

/** Whether the tickets went back on sale while nobody knew whether they were paid for. */
function isGivenBack({ timeline }: Reservation): boolean {
  const last = (sought: string): number => timeline.findLastIndex(({ type }) => type === sought);
  return last("tickets_given_back") > last("tickets_taken_again");
}
