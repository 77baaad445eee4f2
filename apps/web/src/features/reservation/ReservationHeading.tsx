import type { ReactNode } from "react";

import { Countdown } from "../../components/Countdown.tsx";
import { PageHeading } from "../../components/PageHeading.tsx";
import { formatMoney } from "../../format/money.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { Phase } from "./phase.ts";
import type { Reservation } from "./use-reservation.ts";

interface ReservationHeadingProps {
  readonly reservation: Reservation;
  readonly phase: Phase;
  /** Called once when the time is up. */
  readonly onEnd: () => void;
}

/** What state a reservation is in, and the time that is left; a change of it is said aloud. */
export function ReservationHeading({
  reservation,
  phase,
  onEnd,
}: ReservationHeadingProps): ReactNode {
  const { title, lead } = headingOf(reservation, phase, useTexts("reservation"), useLocale());
  const { expiresAt, serverNow } = reservation;
  return (
    <PageHeading
      title={title}
      actions={phase === "held" && <Countdown {...{ expiresAt, serverNow, onEnd }} />}
    >
      <p role="status" className="mt-2 max-w-prose text-soft">
        {lead}
      </p>
    </PageHeading>
  );
}

interface Heading {
  readonly title: string;
  readonly lead: string;
}

function headingOf(
  { total, expiresAt, serverNow }: Reservation,
  phase: Phase,
  texts: Texts<"reservation">,
  locale: Locale,
): Heading {
  const amount = formatMoney(total, locale);
  const isFree = total.amount === 0;
  const { title } = texts[phase];
  switch (phase) {
    case "held":
      return isFree ? texts.free : texts.held;
    case "paying": {
      const isLate = Date.parse(expiresAt) <= Date.parse(serverNow);
      return { title, lead: isLate ? texts.paying.late : texts.paying.lead };
    }
    case "paid":
      return { title, lead: isFree ? texts.paid.leadFree : texts.paid.lead(amount) };
    case "refunding":
    case "refunded":
      return { title, lead: texts[phase].lead(amount) };
    case "timeUp":
    case "expired":
    case "cancelled":
      return texts[phase];
    default:
      return phase satisfies never;
  }
}
