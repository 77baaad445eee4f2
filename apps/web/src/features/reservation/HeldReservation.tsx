import type { ReactNode } from "react";

import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { GiveBack } from "./GiveBack.tsx";
import { PaymentForm } from "./PaymentForm.tsx";
import type { Payment } from "./use-payment.ts";
import type { Event, Reservation } from "./use-reservation.ts";

interface HeldReservationProps {
  readonly reservation: Reservation;
  readonly event: Event | undefined;
  readonly payment: Payment;
}

/** A reservation that can be paid for or given back. */
export function HeldReservation({ reservation, event, payment }: HeldReservationProps): ReactNode {
  const { cancelledEvent } = useTexts("reservation");
  const giveBack = <GiveBack reservationId={reservation.id} isDisabled={payment.isPending} />;
  if (event?.status === "cancelled") {
    return (
      <>
        <Notice tone="bad" title={cancelledEvent.title}>
          {cancelledEvent.held}
        </Notice>
        {giveBack}
      </>
    );
  }
  return <PaymentForm {...{ reservation, payment }}>{giveBack}</PaymentForm>;
}
