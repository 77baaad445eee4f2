import { type ReactNode, useRef, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { formatMoney } from "../../format/money.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./reservation-filter.ts";
import { useRefund } from "./use-refund.ts";

/** Refunds what is paid, or withdraws what was free, after a question; says how far that is. */
export function RefundPanel({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { refund: texts } = useTexts("organizerReservations");
  const [isAsked, setAsked] = useState(false);
  const { start, isBusy, failure } = useRefund(reservation.id);
  return (
    <>
      <RefundState reservation={reservation} />
      {failure !== null && !isBusy && (
        <Notice tone="bad" title={texts.failed} live="alert">
          {texts[failure]}
        </Notice>
      )}
      {reservation.status === "paid" && (
        <Button isWide isBusy={isBusy} onClick={() => setAsked(true)}>
          {isFree(reservation) ? texts.withdraw.action : texts.action}
        </Button>
      )}
      <RefundDialog
        isOpen={isAsked}
        reservation={reservation}
        onClose={() => setAsked(false)}
        onConfirm={() => {
          setAsked(false);
          start();
        }}
      />
    </>
  );
}

function RefundState({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { refund: texts } = useTexts("organizerReservations");
  const { status } = reservation;
  const { withdraw } = texts;
  return (
    // Always there, so that what comes into it is said.
    <div role="status" className="empty:-mt-4">
      {status === "refunding" && !isFree(reservation) && (
        <Notice tone="warn" title={texts.refunding}>
          {texts.refundingText}
        </Notice>
      )}
      {status === "refunded" && (
        <Notice tone="good" title={isFree(reservation) ? withdraw.done : texts.refunded}>
          {isFree(reservation) ? withdraw.doneText : texts.refundedText}
        </Notice>
      )}
    </div>
  );
}

/** Whether nothing was charged, so that nothing goes back. */
function isFree({ total }: Reservation): boolean {
  return total.amount === 0;
}

interface RefundDialogProps {
  readonly isOpen: boolean;
  readonly reservation: Reservation;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

function RefundDialog(props: RefundDialogProps): ReactNode {
  const { isOpen, reservation, onClose, onConfirm } = props;
  const { refund: texts } = useTexts("organizerReservations");
  const keep = useRef<HTMLButtonElement>(null);
  const amount = formatMoney(reservation.total, useLocale());
  const admitted = reservation.tickets.filter(({ checkedInAt }) => checkedInAt !== null).length;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={isFree(reservation) ? texts.withdraw.title : texts.title}
      initialFocus={keep}
      actions={
        <>
          <Button ref={keep} onClick={onClose}>
            {texts.keep}
          </Button>
          <Button variant="danger" onClick={onConfirm}>
            {isFree(reservation) ? texts.withdraw.confirm : texts.confirm(amount)}
          </Button>
        </>
      }
    >
      <p className="wrap-anywhere">
        {isFree(reservation) ? texts.free : texts.text(amount, reservation.customer.email)}
      </p>
      {admitted > 0 && <p className="mt-3 font-medium text-warn">{texts.checkedIn(admitted)}</p>}
    </Dialog>
  );
}
