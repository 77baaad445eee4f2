import { CreditCard } from "lucide-react";
import type { ReactNode } from "react";

import { ActionBar } from "../../components/ActionBar.tsx";
import { Button } from "../../components/Button.tsx";
import { Countdown } from "../../components/Countdown.tsx";
import { formatMoney } from "../../format/money.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { CardChoice } from "./CardChoice.tsx";
import { PaymentOutcome } from "./PaymentOutcome.tsx";
import { PaymentProgress } from "./PaymentProgress.tsx";
import { NO_CARD, TEST_CARDS } from "./test-cards.ts";
import type { Payment } from "./use-payment.ts";
import type { Reservation } from "./use-reservation.ts";

interface PaymentFormProps {
  readonly reservation: Reservation;
  readonly payment: Payment;
  /** What else can be done with the reservation. */
  readonly children: ReactNode;
}

/** Pays for a reservation with one of the simulated gateway's cards, or confirms a free one. */
export function PaymentForm({ reservation, payment, children }: PaymentFormProps): ReactNode {
  const { payment: texts } = useTexts("reservation");
  const locale = useLocale();
  const { total, expiresAt, serverNow } = reservation;
  const { card, chooseCard, isPending, unansweredToken } = payment;
  const isFree = total.amount === 0;
  // The same key belongs to the same card until its answer is known.
  const locked = TEST_CARDS.find(({ token }) => token === unansweredToken)?.token;
  const action = isFree ? texts.confirm : texts.pay(formatMoney(total, locale));
  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) payment.pay(isFree ? NO_CARD : card);
      }}
    >
      <PaymentOutcome {...{ reservation, payment }} />
      {isFree ? (
        <p className="text-soft">{texts.freeNote}</p>
      ) : (
        <CardChoice
          chosen={locked ?? card}
          isLocked={isPending || locked !== undefined}
          onChoose={chooseCard}
        />
      )}
      {isPending && <PaymentProgress retrying={payment.retrying} />}
      <div className="flex justify-center md:order-last md:justify-start">{children}</div>
      <ActionBar>
        {/* The heading says the same to those who cannot see it. */}
        <span aria-hidden="true" className="min-w-16 text-center font-semibold md:hidden">
          <Countdown {...{ expiresAt, serverNow }} variant="plain" />
        </span>
        <Button type="submit" variant="primary" size="large" isBusy={isPending} className="grow">
          {!isFree && <CreditCard aria-hidden="true" className="size-5" />}
          {unansweredToken === null ? action : texts.askAgain}
        </Button>
      </ActionBar>
    </form>
  );
}
