import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Money } from "../../components/Money.tsx";
import { Time } from "../../components/Time.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { StatusBadge } from "./StatusBadge.tsx";
import type { Reservation } from "./reservation-filter.ts";

/** The list on phones and small tablets: each reservation as low as it can be read in, and pressed anywhere. */
export function ReservationCards({
  reservations,
}: {
  readonly reservations: readonly Reservation[];
}): ReactNode {
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface lg:hidden">
      {reservations.map((reservation) => (
        <ReservationCard key={reservation.id} reservation={reservation} />
      ))}
    </ul>
  );
}

function ReservationCard({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { item } = useTexts("organizerReservations");
  const { id, eventId, code, status, customer, items, total, createdAt } = reservation;
  return (
    <li className="relative flex flex-col gap-1 p-4 active:bg-sunken">
      <p className="flex items-center justify-between gap-4">
        <Link
          to="/organizer/events/$eventId/reservations/$reservationId"
          params={{ eventId, reservationId: id }}
          className="link font-mono font-medium whitespace-nowrap after:absolute after:inset-0 after:rounded-card"
        >
          {code}
        </Link>
        <StatusBadge status={status} />
      </p>
      <p className="wrap-anywhere">
        {customer.name !== null && <span className="block">{customer.name}</span>}
        <span className="block text-sm text-soft">{customer.email}</span>
      </p>
      <p className="flex items-baseline justify-between gap-4">
        <span className="min-w-0 text-sm wrap-anywhere">
          {items.map(({ quantity, name }) => item(quantity, name)).join(", ")}
        </span>
        <span className="font-semibold">
          <Money value={total} />
        </span>
      </p>
      <p className="text-sm text-soft">
        <Time at={createdAt} style="exact" />
      </p>
    </li>
  );
}
