import type { ReactNode } from "react";

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
  const giveBack = <GiveBack reservationId={reservation.id} isDisabled={payment.isPending} />;
  // The heading says so; there is nothing to pay for any more.
  if (event?.status === "cancelled") return giveBack;
  return <PaymentForm {...{ reservation, payment }}>{giveBack}</PaymentForm>;
}
