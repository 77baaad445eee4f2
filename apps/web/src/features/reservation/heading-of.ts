import { formatMoney } from "../../format/money.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import type { Phase } from "./phase.ts";
import type { Reservation } from "./use-reservation.ts";

interface Heading {
  readonly title: string;
  readonly lead: string;
}

/** The state of a reservation in words; of money only where there was any. */
export function headingOf(
  { total, expiresAt, serverNow }: Pick<Reservation, "total" | "expiresAt" | "serverNow">,
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
      return isFree ? texts.refundedFree : { title, lead: texts[phase].lead(amount) };
    case "timeUp":
    case "expired":
    case "cancelled":
      return texts[phase];
    default:
      return phase satisfies never;
  }
}
