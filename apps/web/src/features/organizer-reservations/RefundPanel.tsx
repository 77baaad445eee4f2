import { type ReactNode, useRef, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { formatMoney } from "../../format/money.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { Reservation } from "./reservation-filter.ts";
import { useRefund } from "./use-refund.ts";

/** Refunds what is paid, after a question; says how far a refund is. */
export function RefundPanel({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { refund: texts } = useTexts("organizerReservations");
  const [isAsked, setAsked] = useState(false);
  const { start, isBusy, failure } = useRefund(reservation.id);
  return (
    <>
      <RefundState status={reservation.status} />
      {failure !== null && !isBusy && (
        <Notice tone="bad" title={texts.failed} live="alert">
          {texts[failure]}
        </Notice>
      )}
      {reservation.status === "paid" && (
        <Button isWide isBusy={isBusy} onClick={() => setAsked(true)}>
          {texts.action}
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

function RefundState({ status }: Pick<Reservation, "status">): ReactNode {
  const { refund: texts } = useTexts("organizerReservations");
  return (
    // Always there, so that what comes into it is said.
    <div role="status" className="empty:-mt-4">
      {status === "refunding" && (
        <Notice tone="warn" title={texts.refunding}>
          {texts.refundingText}
        </Notice>
      )}
      {status === "refunded" && (
        <Notice tone="good" title={texts.refunded}>
          {texts.refundedText}
        </Notice>
      )}
    </div>
  );
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
      title={texts.title}
      initialFocus={keep}
      actions={
        <>
          <Button ref={keep} onClick={onClose}>
            {texts.keep}
          </Button>
          <Button variant="danger" onClick={onConfirm}>
            {texts.confirm(amount)}
          </Button>
        </>
      }
    >
      <p className="wrap-anywhere">
        {reservation.total.amount > 0 ? texts.text(amount, reservation.customer.email) : texts.free}
      </p>
      {admitted > 0 && <p className="mt-3 font-medium text-warn">{texts.checkedIn(admitted)}</p>}
    </Dialog>
  );
}
