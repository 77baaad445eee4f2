import type { Guard } from "./guard.ts";
import { TEST_FILES as tests } from "./test-files.ts";

const RESERVATIONS = "packages/domain/src/reservations";

/** What brings held tickets back on sale: when they are due, once, and for whoever needs them. */
export const RELEASE_GUARDS: readonly Guard[] = [
  {
    name: "database time when a hold expires",
    edits: [
      {
        file: `${RESERVATIONS}/release-due.ts`,
        from: "r.expires_at <= statement_timestamp())`",
        to: "r.expires_at <= '${new Date(Date.now()).toISOString()}')`",
      },
    ],
    noticedBy: [{ file: tests.expiry, named: "whatever the clocks of API and worker show" }],
  },
  {
    name: "a hold is released when it is due and not before",
    edits: [
      {
        file: `${RESERVATIONS}/expire-due.ts`,
        from: "status = 'held' AND expires_at <= statement_timestamp()",
        to: "status = 'held'",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a release ends what is due and nothing else" }],
  },
  {
    name: "a hold is released once",
    edits: [
      {
        file: `${RESERVATIONS}/expire-due.ts`,
        from: "event_id = $1 AND status = 'held' AND expires_at",
        to: "event_id = $1 AND expires_at",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "a release ends what is due and nothing else" }],
  },
  {
    name: "a release takes the reservation's lock",
    edits: [
      {
        file: `${RESERVATIONS}/expire-due.ts`,
        from: "\n    FOR NO KEY UPDATE SKIP LOCKED",
        to: "",
      },
    ],
    noticedBy: [
      { file: tests.saleGuards, named: "a release passes over a hold that somebody changes" },
    ],
  },
  {
    name: "a group begins again while due holds that it needs are locked",
    edits: [
      {
        file: `${RESERVATIONS}/take-back.ts`,
        from: "if (mayBeginAgain && (await isAnyDue(tx, eventId, short))) throw new DueHoldsLocked();",
        to: "if (mayBeginAgain) await isAnyDue(tx, eventId, short);",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "is had by who needs it" }],
  },
  {
    name: "what is due is not locked by who comes too late",
    edits: [
      {
        file: `${RESERVATIONS}/lock-reservation.ts`,
        from: ".where(and(isThis, sql`NOT (${isDue})`))",
        to: ".where(and(isThis, sql`(true OR ${isDue})`))",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "keeps nobody from taking back" }],
  },
  {
    name: "who comes too late waits for who came in time",
    edits: [
      {
        file: `${RESERVATIONS}/lock-reservation.ts`,
        from: '.where(isThis).for("key share")',
        to: ".where(isThis)",
      },
    ],
    noticedBy: [{ file: tests.saleGuards, named: "waits for one who came in time" }],
  },
  {
    name: "a cancelled hold gives its tickets back once",
    edits: [
      {
        file: `${RESERVATIONS}/state.ts`,
        from: "cancelled: {},",
        to: 'cancelled: { cancel: "cancelled" },',
      },
    ],
    noticedBy: [{ file: tests.reserve, named: "puts the tickets back at once, and once" }],
  },
];
