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
  const { cancelledEvent } = texts;
  // Whoever gave them back: tickets of a cancelled event are of no use to anybody.
  const isCancelled = event?.status === "cancelled";
  switch (phase) {
    case "held":
      if (isCancelled) return { title: cancelledEvent.title, lead: cancelledEvent.held };
      return isFree ? texts.free : texts.held;
    case "paying": {
      const isLate = Date.parse(expiresAt) <= Date.parse(serverNow);
      return { title, lead: isLate ? texts.paying.late : texts.paying.lead };
    }
    case "paid":
      if (isCancelled) {
        return {
          title: cancelledEvent.title,
          lead: isFree ? cancelledEvent.free : cancelledEvent.paid,
        };
      }
      return { title, lead: isFree ? texts.paid.leadFree : texts.paid.lead(amount) };
    case "refunding":
    case "refunded":
      return isFree ? texts.refundedFree : { title, lead: texts[phase].lead(amount) };
    case "timeUp":
      return texts.timeUp;
    case "expired":
    case "cancelled":
      return isCancelled
        ? { title: cancelledEvent.title, lead: cancelledEvent.held }
        : texts[phase];
    default:
      return phase satisfies never;
  }
}
