import type { Guard } from "./guard.ts";
import { TEST_FILES as tests } from "./test-files.ts";

const CHECK_IN = "packages/domain/src/tickets/check-in.ts";

/** What keeps a ticket from admitting twice, or anybody whose money goes back. */
export const CHECK_IN_GUARDS: readonly Guard[] = [
  {
    name: "a ticket is admitted once",
    edits: [
      {
        file: CHECK_IN,
        from: "and(isTicket, isNull(tickets.checkedInAt))",
        to: "isTicket",
      },
    ],
    noticedBy: [{ file: tests.checkIn, named: "admits one of many who show it at once" }],
  },
  {
    name: "a refunded ticket admits nobody",
    edits: [
      {
        file: CHECK_IN,
        from: `if (reservation?.status !== "paid") return`,
        to: "if (reservation === undefined) return",
      },
    ],
    noticedBy: [{ file: tests.checkIn, named: "whose money is back, or on its way" }],
  },
  {
    name: "a ticket of a cancelled event admits nobody",
    edits: [
      {
        file: CHECK_IN,
        from: `if (event?.status !== "published") return`,
        to: `if (event === undefined) return`,
      },
    ],
    noticedBy: [{ file: tests.checkIn, named: "of a cancelled event admits nobody" }],
  },
  {
    name: "a ticket is not admitted while it is refunded",
    edits: [
      {
        file: CHECK_IN,
        from: `eq(reservations.eventId, eventId)))\n    .for("share");`,
        to: "eq(reservations.eventId, eventId)));",
      },
    ],
    noticedBy: [{ file: tests.refundGuards, named: "a refund waits for a ticket" }],
  },
  {
    name: "a ticket is not admitted while its event is cancelled",
    edits: [
      {
        file: CHECK_IN,
        from: `.where(eq(events.id, eventId))\n    .for("share");`,
        to: ".where(eq(events.id, eventId));",
      },
    ],
    noticedBy: [
      { file: tests.refundGuards, named: "who cancels an event waits for a ticket" },
      { file: tests.refundGuards, named: "is shown while its event is being cancelled" },
    ],
  },
];
