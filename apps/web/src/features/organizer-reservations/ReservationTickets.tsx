import type { ReactNode } from "react";

import { type Column, DataTable } from "../../components/DataTable.tsx";
import { Time } from "../../components/Time.tsx";
import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { Reservation, ReservationStatus } from "./reservation-filter.ts";

const VOID: ReadonlySet<ReservationStatus> = new Set<ReservationStatus>(["refunding", "refunded"]);

/** The tickets that were issued, and which of them have admitted somebody. */
export function ReservationTickets({
  reservation,
}: {
  readonly reservation: Reservation;
}): ReactNode {
  const texts = useTexts("organizerReservations");
  const { tickets, status } = reservation;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-heading">{texts.tickets}</h2>
      {VOID.has(status) && tickets.length > 0 && <p className="text-soft">{texts.voidTickets}</p>}
      <DataTable
        caption={texts.tickets}
        rows={tickets}
        rowKey={({ id }) => id}
        empty={<p className="text-soft">{texts.noTickets}</p>}
        columns={ticketColumns(texts, reservation)}
      />
    </section>
  );
}

function ticketColumns(
  { ticketColumns: headings, notCheckedIn }: Texts<"organizerReservations">,
  { items }: Reservation,
): readonly Column<Reservation["tickets"][number]>[] {
  return [
    {
      key: "code",
      heading: headings.code,
      cell: ({ code }) => <span className="font-mono wrap-anywhere">{code}</span>,
    },
    {
      key: "type",
      heading: headings.ticketType,
      cell: (ticket) =>
        items.find(({ ticketTypeId }) => ticketTypeId === ticket.ticketTypeId)?.name ?? "",
    },
    {
      key: "check-in",
      heading: headings.checkedIn,
      cell: ({ checkedInAt }) =>
        checkedInAt === null ? (
          <span className="text-soft">{notCheckedIn}</span>
        ) : (
          <Time at={checkedInAt} style="exact" />
        ),
    },
  ];
}
