import type { ReactNode } from "react";

import { type Column, DataTable } from "../../components/DataTable.tsx";
import { Money } from "../../components/Money.tsx";
import { formatNumber } from "../../format/number.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./reservation-filter.ts";

/** What was reserved, and what it costs. */
export function ReservationItems({
  reservation,
}: {
  readonly reservation: Reservation;
}): ReactNode {
  const texts = useTexts("organizerReservations");
  const locale = useLocale();
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-heading">{texts.items}</h2>
      <DataTable
        caption={texts.items}
        rows={reservation.items}
        rowKey={({ ticketTypeId }) => ticketTypeId}
        columns={itemColumns(texts, locale)}
      />
      <p className="flex items-baseline justify-between gap-4 px-4">
        <span className="font-medium">{texts.total}</span>
        <span className="text-xl font-semibold">
          <Money value={reservation.total} />
        </span>
      </p>
    </section>
  );
}

function itemColumns(
  { itemColumns: headings }: Texts<"organizerReservations">,
  locale: Locale,
): readonly Column<Reservation["items"][number]>[] {
  return [
    { key: "name", heading: headings.ticketType, cell: ({ name }) => name },
    {
      key: "quantity",
      heading: headings.quantity,
      isNumber: true,
      cell: ({ quantity }) => formatNumber(quantity, locale),
    },
    {
      key: "price",
      heading: headings.unitPrice,
      isNumber: true,
      cell: ({ unitPrice }) => <Money value={unitPrice} />,
    },
    {
      key: "subtotal",
      heading: headings.subtotal,
      isNumber: true,
      cell: ({ subtotal }) => <Money value={subtotal} />,
    },
  ];
}
