import type { ReactNode } from "react";

import { Notice } from "../../components/Notice.tsx";
import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { InView } from "./InView.tsx";
import type { Payment } from "./use-payment.ts";
import type { Reservation } from "./use-reservation.ts";

interface PaymentOutcomeProps {
  readonly reservation: Reservation;
  readonly payment: Payment;
}

/** How the last attempt to pay ended, where it did not end well. */
export function PaymentOutcome({ reservation, payment }: PaymentOutcomeProps): ReactNode {
  const { unanswered, failed } = useTexts("reservation").payment;
  if (payment.isPending) return null;
  if (payment.unansweredToken !== null) {
    return (
      <InView>
        <Notice tone="warn" live="status" title={unanswered.title}>
          {unanswered.text}
        </Notice>
      </InView>
    );
  }
  if (payment.hasFailed) {
    return (
      <InView>
        <Notice tone="bad" live="alert" title={failed.title}>
          {failed.text}
        </Notice>
      </InView>
    );
  }
  return <LastOutcome reservation={reservation} />;
}

/** What became of the last attempt, which the server remembers: also after a reload. */
function LastOutcome({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { outcomes } = useTexts("reservation").payment;
  const last = reservation.timeline.at(-1);
  const text = last && outcomeText(outcomes, last.type);
  if (!last || !text) return null;
  return (
    // The same refusal twice is said twice.
    <InView key={last.at}>
      <Notice tone="bad" live="alert" title={text.title}>
        {text.text}
      </Notice>
    </InView>
  );
}

function outcomeText(
  outcomes: Texts<"reservation">["payment"]["outcomes"],
  type: Reservation["timeline"][number]["type"],
): { readonly title: string; readonly text: string } | null {
  switch (type) {
    case "payment_declined":
    case "payment_failed":
    case "payment_not_charged":
      return outcomes[type];
    case "reserved":
    case "payment_started":
    case "payment_captured":
    case "tickets_given_back":
    case "tickets_taken_again":
    case "paid":
    case "expired":
    case "cancelled":
    case "refund_started":
    case "refund_delayed":
    case "refunded":
      return null;
    default:
      return type satisfies never;
  }
}
