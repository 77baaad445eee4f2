import type { ReactNode } from "react";

import { Card } from "../../components/Card.tsx";
import { Time } from "../../components/Time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./reservation-filter.ts";

/** Who reserved, and until when while it is held. */
export function ReservationBuyer({
  reservation,
}: {
  readonly reservation: Reservation;
}): ReactNode {
  const texts = useTexts("organizerReservations");
  const { customer, status, expiresAt } = reservation;
  return (
    <Card className="flex flex-col gap-1">
      <h2 className="text-sm text-soft">{texts.buyer}</h2>
      <p className="font-medium wrap-anywhere">{customer.name ?? texts.noName}</p>
      <a
        href={`mailto:${encodeURIComponent(customer.email).replace("%40", "@")}`}
        aria-label={texts.writeTo(customer.email)}
        className="link inline-flex min-h-11 items-center self-start wrap-anywhere"
      >
        {customer.email}
      </a>
      {status === "held" && (
        <p className="text-sm text-soft">
          {texts.heldUntil} <Time at={expiresAt} style="exact" />
        </p>
      )}
    </Card>
  );
}
