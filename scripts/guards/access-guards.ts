import type { Edit, Guard } from "./guard.ts";
import { TEST_FILES as tests } from "./test-files.ts";

const DOMAIN = "packages/domain/src";
const STRANGER = { file: tests.procedures, named: "for what is" };

/** Lets every organizer pass for the owner. */
const anyOwner = (file: string): Edit => ({
  file: `${DOMAIN}/${file}`,
  from: "eq(events.organizerId, organizer.id)",
  to: "eq(events.organizerId, events.organizerId)",
});

const OWNER_GUARDS: readonly Guard[] = [
  { of: "an event", file: "events/get-organizer-event.ts", noticedBy: [STRANGER] },
  { of: "the list of events", file: "events/list-organizer-events.ts", noticedBy: [STRANGER] },
  { of: "a ticket type", file: "events/load-ticket-type.ts", noticedBy: [STRANGER] },
  { of: "a refund", file: "payments/refund-reservation.ts", noticedBy: [STRANGER] },
  { of: "check-in", file: "tickets/check-in.ts", noticedBy: [STRANGER] },
  { of: "statistics by event", file: "statistics/by-event.ts", noticedBy: [STRANGER] },
  {
    of: "statistics by ticket type",
    file: "statistics/by-ticket-type.ts",
    noticedBy: [{ file: tests.statistics, named: "shows nothing of another" }],
  },
  {
    of: "a reservation",
    file: "reservations/get-organizer-reservation.ts",
    noticedBy: [{ file: tests.oneReservation, named: "no stranger sees it" }],
  },
].map(({ of, file, noticedBy }) => ({
  name: `the owner filter of ${of}`,
  edits: [anyOwner(file)],
  noticedBy,
}));

/** What keeps people from what is not theirs, and the servers from what would end them. */
export const ACCESS_GUARDS: readonly Guard[] = [
  ...OWNER_GUARDS,
  {
    name: "the access token of a reservation",
    edits: [
      {
        file: `${DOMAIN}/reservations/authorize.ts`,
        from: "!ctx.accessTokens.verify(reservationId, token)",
        to: "ctx.accessTokens === undefined",
      },
    ],
    noticedBy: [STRANGER],
  },
  {
    name: "the access token is compared as a whole",
    edits: [
      {
        file: `${DOMAIN}/reservations/access-tokens.ts`,
        from: "expected.length === actual.length && timingSafeEqual(expected, actual)",
        to: "expected.length === actual.length",
      },
    ],
    noticedBy: [{ file: tests.accessTokens, named: "a token opens its own reservation only" }],
  },
  {
    name: "what is another's is NOT_FOUND",
    edits: [
      {
        file: `${DOMAIN}/reservations/authorize.ts`,
        from: `token)) throw notFound("The reservation");`,
        to: `token)) throw new DomainError("UNAUTHENTICATED", "The reservation is another's.", null);`,
      },
    ],
    noticedBy: [STRANGER],
  },
  {
    name: "an organizer's credential",
    edits: [
      {
        file: "packages/router/src/trpc.ts",
        from: `if (authentication.kind === "organizer") {\n    return next({ ctx: { organizer: authentication.organizer } });\n  }`,
        to: `if (true) {\n    const organizer = "organizer" in authentication ? authentication.organizer : { id: crypto.randomUUID(), slug: "", name: "" };\n    return next({ ctx: { organizer } });\n  }`,
      },
    ],
    noticedBy: [{ file: tests.procedures, named: "by everybody," }],
  },
  {
    name: "only the hash of an API key is stored",
    edits: [
      {
        file: `${DOMAIN}/organizers/create-api-key.ts`,
        from: "hash: apiKeyHash(key),",
        to: "hash: Buffer.from(key),",
      },
      {
        file: `${DOMAIN}/organizers/authenticate-api-key.ts`,
        from: "eq(apiKeys.hash, hash)",
        to: "eq(apiKeys.hash, Buffer.from(key))",
      },
    ],
    noticedBy: [{ file: tests.apiKeys, named: "only the hash of a key is stored" }],
  },
  {
    name: "a revoked API key",
    edits: [
      {
        file: `${DOMAIN}/organizers/authenticate-api-key.ts`,
        from: "and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt))",
        to: "eq(apiKeys.hash, hash)",
      },
    ],
    noticedBy: [{ file: tests.apiKeys, named: "a revoked key is refused" }],
  },
  {
    name: "the limit of failed credentials",
    edits: [
      {
        file: "packages/router/src/trpc.ts",
        from: `if (authentication.kind === "bad") await takeFromLimit(ctx, "failedAuthentication");`,
        to: "",
      },
    ],
    noticedBy: [{ file: tests.rateLimits, named: "who guesses keys is told to wait" }],
  },
  {
    name: "who is limited takes no place among buyers",
    edits: [
      {
        file: "apps/api/src/overload/overload-front.ts",
        from: "lane === lanes.buyer ? limitedUntil(incoming) : undefined",
        to: "lane === lanes.probe ? limitedUntil(incoming) : undefined",
      },
    ],
    noticedBy: [{ file: tests.rateLimits, named: "takes no place among those who wait" }],
  },
  {
    name: "a made-up credential takes no place among organizers",
    edits: [
      {
        file: "apps/api/src/overload/lane-of.ts",
        from: "isOrganizer: () => (isOrganizer ??= hasCredential(incoming)),",
        to: "isOrganizer: () => (isOrganizer ??= hasCredential(incoming) || true),",
      },
    ],
    noticedBy: [{ file: tests.overload, named: "those who come to reserve are told" }],
  },
  {
    name: "doubted keys are looked up a few at a time",
    edits: [
      {
        file: "apps/api/src/organizer-keys.ts",
        from: "return doubted.pass(() => lookUp(key));",
        to: "return doubted === undefined ? undefined : lookUp(key);",
      },
    ],
    noticedBy: [{ file: tests.organizerKeys, named: "leave the database to others" }],
  },
  {
    name: "one client's part of the places at the gate",
    edits: [
      {
        file: "apps/api/src/overload/buyer-gate.ts",
        from: "places.take(client, calls)",
        to: "places.take(undefined, calls)",
      },
    ],
    noticedBy: [{ file: tests.buyerGate, named: "one client has a quarter" }],
  },
  {
    name: "the page to pay on is not turned away",
    edits: [
      {
        file: "apps/api/src/overload/lane-of.ts",
        from: `if (isPrivatePage(path) && incoming.method === "GET") return lanes.shared;`,
        to: "",
      },
    ],
    noticedBy: [{ file: tests.overload, named: "a page that cannot be served now" }],
  },
  {
    name: "a client's address is believed of proxies only",
    edits: [
      {
        file: "apps/api/src/client-address.ts",
        from: "while (isTrusted(client, trusted)) {",
        to: "while (isTrusted(client, trusted) || hops.length > 0) {",
      },
    ],
    noticedBy: [{ file: tests.clientAddress, named: "a stranger cannot choose its address" }],
  },
  {
    name: "the servers' role may delete no row of a sale",
    edits: [
      {
        file: "packages/db/migrations/0001_storage_and_roles.sql",
        from: "GRANT SELECT, INSERT, UPDATE ON ALL TABLES",
        to: "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES",
      },
    ],
    noticedBy: [{ file: tests.rights, named: "may be deleted by the servers' role" }],
  },
  {
    name: "an unknown key of an input is refused",
    edits: [
      {
        file: `${DOMAIN}/payments/shapes.ts`,
        from: "export const payInput = z.strictObject({",
        to: "export const payInput = z.object({",
      },
    ],
    noticedBy: [{ file: tests.schemas, named: "has an input that is strict at every depth" }],
  },
  {
    name: "every reply is checked by a schema",
    edits: [
      {
        file: "packages/router/src/reservations.ts",
        from: "    .output(reservationShape)\n    .query(",
        to: "    .query(",
      },
    ],
    noticedBy: [{ file: tests.schemas, named: "has an output schema" }],
  },
  {
    name: "a reply gives no key that its schema does not name",
    edits: [
      {
        file: `${DOMAIN}/reservations/shapes.ts`,
        from: "export const reservationShape = z.strictObject({",
        to: "export const reservationShape = z.looseObject({",
      },
    ],
    noticedBy: [{ file: tests.schemas, named: "has an output schema" }],
  },
  {
    name: "the size of a body",
    edits: [
      {
        file: "apps/api/src/json-body.ts",
        from: "BODY_BYTES_MAX = 64 * 1_024;",
        to: "BODY_BYTES_MAX = 64 * 1_024 ** 2;",
      },
    ],
    noticedBy: [{ file: tests.badRequests, named: "is refused with" }],
  },
  {
    name: "the size of a page of events",
    edits: [
      {
        file: `${DOMAIN}/page.ts`,
        from: "if (rows.length > 0 && bytes > PAGE_BYTES_MAX) break;",
        to: "",
      },
    ],
    noticedBy: [{ file: tests.listEvents, named: "ends early, and none is skipped" }],
  },
  {
    name: "the size of a page of reservations",
    edits: [
      {
        file: `${DOMAIN}/reservations/list-reservations.ts`,
        from: "tickets * TICKET_BYTES",
        to: "tickets",
      },
    ],
    noticedBy: [{ file: tests.listReservations, named: "ends early, and none is skipped" }],
  },
  {
    name: "the length of a batch",
    edits: [
      {
        file: "apps/api/src/trpc-endpoint.ts",
        from: "BATCH_SIZE_MAX = 10;",
        to: "BATCH_SIZE_MAX = 1_000;",
      },
    ],
    noticedBy: [{ file: tests.badRequests, named: "calls is refused" }],
  },
  {
    name: "a body is JSON",
    edits: [
      {
        file: "apps/api/src/app.ts",
        from: `return type === "application/json";`,
        to: `return type !== "";`,
      },
    ],
    noticedBy: [{ file: tests.badRequests, named: "is refused with" }],
  },
];
