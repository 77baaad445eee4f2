import type { ReactNode } from "react";

import { Card } from "../../components/Card.tsx";
import { Money } from "../../components/Money.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./use-reservation.ts";

/** Why an order was taken back; how much money goes back, where any was paid. */
export function RefundNotice({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { refund } = useTexts("reservation");
  const { paidAt, total, status } = reservation;
  if (total.amount === 0) return <Card className="print:hidden">{refund.byOrganizer}</Card>;
  return (
    <Card className="flex flex-col gap-4 print:hidden">
      <p className="max-w-prose">{paidAt === null ? refund.tooLate : refund.byOrganizer}</p>
      <dl>
        <dt className="text-sm text-soft">{refund.amount}</dt>
        <dd className="text-figure">
          <Money value={total} />
        </dd>
      </dl>
      {status === "refunding" && <p className="text-sm text-soft">{refund.retried}</p>}
    </Card>
  );
}
