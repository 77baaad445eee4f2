import type { ReactNode } from "react";

import { Card } from "../../components/Card.tsx";
import { Money } from "../../components/Money.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./use-reservation.ts";

/** Why money goes back, and how much. */
export function RefundNotice({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { refund } = useTexts("reservation");
  const { paidAt, total, status } = reservation;
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
