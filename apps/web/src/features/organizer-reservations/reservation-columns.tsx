import { Link } from "@tanstack/react-router";

import type { Column } from "../../components/DataTable.tsx";
import { Money } from "../../components/Money.tsx";
import { Time } from "../../components/Time.tsx";
import type { CsvColumn } from "../../format/csv.ts";
import type { Texts } from "../../texts/catalogs.ts";
import { StatusBadge } from "./StatusBadge.tsx";
import type { Reservation } from "./reservation-filter.ts";

type AreaTexts = Texts<"organizerReservations">;

/** The columns of the list. */
export function reservationColumns({ columns, item }: AreaTexts): readonly Column<Reservation>[] {
  return [
    {
      key: "code",
      heading: columns.code,
      cell: ({ id, code, eventId }) => (
        <Link
          to="/organizer/events/$eventId/reservations/$reservationId"
          params={{ eventId, reservationId: id }}
          className="link inline-flex min-h-11 items-center font-mono whitespace-nowrap md:min-h-9"
        >
          {code}
        </Link>
      ),
    },
    {
      key: "status",
      heading: columns.status,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      key: "buyer",
      heading: columns.buyer,
      cell: ({ customer: { name, email } }) => (
        <span className="block w-max max-w-60 2xl:max-w-96">
          {name !== null && <span className="block wrap-anywhere">{name}</span>}
          <span className="block text-sm wrap-anywhere text-soft">{email}</span>
        </span>
      ),
    },
    {
      key: "items",
      heading: columns.tickets,
      cell: ({ items }) => (
        <span className="block w-max max-w-52 2xl:max-w-80">
          {items.map(({ ticketTypeId, quantity, name }) => (
            <span key={ticketTypeId} className="block wrap-anywhere">
              {item(quantity, name)}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: "total",
      heading: columns.total,
      isNumber: true,
      cell: ({ total }) => <Money value={total} />,
    },
    {
      key: "created",
      heading: columns.created,
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap">
          <Time at={createdAt} style="exact" />
        </span>
      ),
    },
  ];
}

/** The columns of the file. Times are ISO 8601 in UTC; codes of tickets are not in it: they admit. */
export function reservationCsvColumns({
  columns,
  item,
  statuses,
}: AreaTexts): readonly CsvColumn<Reservation>[] {
  return [
    { heading: columns.code, csv: ({ code }) => code },
    { heading: columns.status, csv: ({ status }) => statuses[status] },
    { heading: columns.name, csv: ({ customer }) => customer.name },
    { heading: columns.email, csv: ({ customer }) => customer.email },
    {
      heading: columns.tickets,
      csv: ({ items }) => items.reduce((sum, { quantity }) => sum + quantity, 0),
    },
    {
      heading: columns.items,
      csv: ({ items }) => items.map(({ quantity, name }) => item(quantity, name)).join(" + "),
    },
    { heading: columns.total, csv: ({ total }) => total },
    { heading: columns.currency, csv: ({ total }) => total.currency },
    { heading: columns.created, csv: ({ createdAt }) => createdAt },
    { heading: columns.paid, csv: ({ paidAt }) => paidAt },
  ];
}
