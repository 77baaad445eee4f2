import { formatMoney } from "../../format/money.ts";
import type { Texts } from "../../texts/catalogs.ts";
import type { Locale } from "../../texts/locale.ts";
import type { Phase } from "./phase.ts";
import type { Event, Reservation } from "./use-reservation.ts";

interface Heading {
  readonly title: string;
  readonly lead: string;
}

/** What the words depend on. */
interface Order {
  readonly reservation: Pick<Reservation, "total" | "expiresAt" | "serverNow">;
  /** Undefined as long as it is not known. */
  readonly event: Pick<Event, "status"> | undefined;
  readonly phase: Phase;
}

/** The state of a reservation in words; of money only where there was any. */
export function headingOf(
  { reservation: { total, expiresAt, serverNow }, event, phase }: Order,
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
      return texts[phase];
    case "cancelled":
      // Whoever did it: these tickets are of no use to anybody.
      return event?.status === "cancelled"
        ? { title: texts.cancelledEvent.title, lead: texts.cancelledEvent.held }
        : texts.cancelled;
    default:
      return phase satisfies never;
  }
}
