import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";

import { z } from "zod";

/** What keeps a promise, and how the code looks without it. */
interface Guard {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Test files, at least one test of which must fail without it. */
  readonly tests: readonly string[];
}

const DOMAIN = "packages/domain/src";
const DOMAIN_GUARDS = "packages/domain/tests/guards.test.ts";
const OWNERSHIP = ["apps/api/tests/procedures.test.ts"];
const OWNER = "and(eq(events.id, eventId), eq(events.organizerId, organizer.id))";

const GUARDS: readonly Guard[] = [
  {
    name: "the counters' row lock",
    file: `${DOMAIN}/inventory/counters.ts`,
    from: "ORDER BY ticket_type_id\n  FOR UPDATE`",
    to: "ORDER BY ticket_type_id`",
    tests: [DOMAIN_GUARDS],
  },
  {
    name: "the CHECK against overselling",
    file: "packages/db/migrations/0000_initial.sql",
    from: `CHECK ("inventory"."held" >= 0 AND "inventory"."sold" >= 0 AND "inventory"."held" + "inventory"."sold" <= "inventory"."capacity")`,
    to: "CHECK (true)",
    tests: [DOMAIN_GUARDS],
  },
  {
    name: "the unique key of reservations",
    file: "packages/db/migrations/0000_initial.sql",
    from: `CONSTRAINT "reservations_idempotency_key_unique" UNIQUE("idempotency_key")`,
    to: `CONSTRAINT "reservations_idempotency_key_unique" CHECK (true)`,
    tests: [DOMAIN_GUARDS],
  },
  {
    name: "database time when a hold is made",
    file: `${DOMAIN}/reservations/group-terms.ts`,
    from: "now: event?.now ?? new Date(Number.NaN)",
    to: "now: new Date()",
    tests: ["packages/faults/tests/expiry.test.ts"],
  },
  {
    name: "database time when a hold expires",
    file: `${DOMAIN}/reservations/release-due.ts`,
    from: "r.expires_at <= statement_timestamp())`",
    to: "r.expires_at <= '${new Date(Date.now()).toISOString()}')`",
    tests: ["packages/faults/tests/expiry.test.ts"],
  },
  {
    name: "database time when a hold is paid",
    file: `${DOMAIN}/payments/start-payment.ts`,
    from: "const now = await databaseNow(tx);",
    to: "const now = new Date((await databaseNow(tx)).getTime() * 0 + Date.now());",
    tests: ["packages/faults/tests/expiry.test.ts"],
  },
  {
    name: "the fingerprint of a reservation's request",
    file: `${DOMAIN}/reservations/group-decision.ts`,
    from: "earlier.hash === request.hash",
    to: "earlier.hash === earlier.hash",
    tests: [`${DOMAIN}/reservations/reserve.test.ts`],
  },
  {
    name: "the fingerprint of a payment's request",
    file: `${DOMAIN}/payments/start-payment.ts`,
    from: "payment.requestHash !== hash",
    to: "payment.requestHash !== payment.requestHash",
    tests: [`${DOMAIN}/payments/pay.test.ts`],
  },
  {
    name: "the owner filter of events",
    file: `${DOMAIN}/events/get-organizer-event.ts`,
    from: OWNER,
    to: "and(eq(events.id, eventId))",
    tests: OWNERSHIP,
  },
  {
    name: "the owner filter of the list of events",
    file: `${DOMAIN}/events/list-organizer-events.ts`,
    from: "eq(events.organizerId, organizer.id)",
    to: "eq(events.organizerId, events.organizerId)",
    tests: OWNERSHIP,
  },
  {
    name: "the owner filter of ticket types",
    file: `${DOMAIN}/events/load-ticket-type.ts`,
    from: "eq(events.organizerId, organizer.id)",
    to: "eq(events.organizerId, events.organizerId)",
    tests: OWNERSHIP,
  },
  {
    name: "the owner filter of refunds",
    file: `${DOMAIN}/payments/refund-reservation.ts`,
    from: "eq(events.organizerId, organizer.id)",
    to: "eq(events.organizerId, events.organizerId)",
    tests: OWNERSHIP,
  },
  {
    name: "the owner filter of check-in",
    file: `${DOMAIN}/tickets/check-in.ts`,
    from: OWNER,
    to: "and(eq(events.id, eventId))",
    tests: OWNERSHIP,
  },
  ...["by-event", "by-ticket-type"].map((name) => ({
    name: `the owner filter of statistics ${name}`,
    file: `${DOMAIN}/statistics/${name}.ts`,
    from: "eq(events.organizerId, organizer.id)",
    to: "eq(events.organizerId, events.organizerId)",
    tests: [...OWNERSHIP, `${DOMAIN}/statistics/statistics.test.ts`],
  })),
  {
    name: "the access token of a reservation",
    file: `${DOMAIN}/reservations/authorize.ts`,
    from: "!ctx.accessTokens.verify(reservationId, token)",
    to: "ctx.accessTokens === undefined",
    tests: OWNERSHIP,
  },
];

const ROOT = join(import.meta.dirname, "..");
const LEFT_OUT = new Set([".git", ".data", "dist", "coverage"]);
const RUN_MS_MAX = 300_000;

const reportShape = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

process.exitCode = await main(process.argv.slice(2));

/**
 * Takes each guard out of a copy of the sources, one at a time, and expects a test to fail.
 *
 * @param words only the guards whose names hold one of these; all when there are none.
 */
async function main(words: string[]): Promise<number> {
  const chosen = GUARDS.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  const copy = await mkdtemp(join(tmpdir(), "stampede-guards-"));
  try {
    await copySources(copy);
    const failing = await failures(copy, [...new Set(chosen.flatMap(({ tests }) => tests))]);
    if (failing.length > 0) {
      console.log(`with every guard in place fails: ${failing.join(", ")}`);
      return 1;
    }
    let unmissed = 0;
    for (const guard of chosen) {
      const failed = await failuresWithout(copy, guard);
      if (failed.length === 0) unmissed += 1;
      console.log(`${failed.length === 0 ? "NOT MISSED" : "missed"}: ${guard.name}`);
      for (const name of failed) console.log(`  fails: ${name}`);
    }
    console.log(`${chosen.length - unmissed} guards are missed by a test, ${unmissed} are not`);
    return unmissed === 0 ? 0 : 1;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Packages refer to each other by relative links, which lead to the copies. */
async function copySources(copy: string): Promise<void> {
  const outer = join(ROOT, "node_modules");
  await cp(ROOT, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) =>
      path !== outer && (relative(ROOT, path) === "" || !LEFT_OUT.has(basename(path))),
  });
  await symlink(outer, join(copy, "node_modules"));
}

async function failuresWithout(copy: string, guard: Guard): Promise<string[]> {
  const path = join(copy, guard.file);
  const source = await readFile(path, "utf8");
  const parts = source.split(guard.from);
  if (parts.length === 1) throw new Error(`${guard.name}: ${guard.file} holds no such text`);
  await writeFile(path, parts.join(guard.to));
  try {
    return await failures(copy, guard.tests);
  } finally {
    await writeFile(path, source);
  }
}

/** Runs test files and names the tests that fail. */
async function failures(copy: string, files: readonly string[]): Promise<string[]> {
  const report = join(copy, "report.json");
  await rm(report, { force: true });
  await runTests(copy, ["--reporter=json", `--outputFile=${report}`, ...files]);
  const { testResults } = reportShape.parse(JSON.parse(await readFile(report, "utf8")));
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName }) => fullName);
}

function runTests(copy: string, args: readonly string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const vitest = join(copy, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...args], {
    cwd: copy,
    stdio: "ignore",
    timeout: RUN_MS_MAX,
  });
  child.once("error", reject);
  child.once("exit", () => resolve());
  return promise;
}
