import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@stampede/db/client";
import { createTestDatabase, type TestDatabase } from "@stampede/testing/database";
import { runApp } from "@stampede/testing/processes";
import { afterAll, beforeAll, expect, it } from "vitest";

const OFFERS = {
  "@type": "Offer",
  name: "Regular",
  price: "49.00",
  priceCurrency: "EUR",
  inventoryLevel: 100,
};
const GOOD = [
  { "@type": "MusicEvent", name: "Zażółć", startDate: "2027-06-01T20:00", offers: OFFERS },
  { "@type": "Event", name: "Dates only", startDate: "2027-06-02", endDate: "2027-06-03" },
];
const BAD = { "@type": "Event", name: "Never", startDate: "2027-02-30", offers: OFFERS };
const TICKET_TYPE = ["--ticket-type", "Day 1: all:0:50"];

let directory: string;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), "stampede-cli-"));
  await writeFile(join(directory, "good.jsonld"), JSON.stringify({ "@graph": GOOD }));
  await writeFile(join(directory, "bad.jsonld"), JSON.stringify([...GOOD, BAD]));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
  await database.drop();
});

function stampede(args: readonly string[], env: Record<string, string> = {}) {
  return runApp({
    entry: "apps/cli/src/main.ts",
    args,
    env: { DATABASE_URL: database.url, INIT_CWD: directory, LOG_LEVEL: undefined, ...env },
  });
}

async function query(statement: string): Promise<unknown[]> {
  const db = openDatabase({ connectionString: database.url, applicationName: "test", poolSize: 1 });
  try {
    return (await db.pool.query(statement)).rows;
  } finally {
    await db.close();
  }
}

it("imports every record once, by a path from where npm was called", async () => {
  const args = ["import", "good.jsonld", "--organizer", "twice", "--publish", ...TICKET_TYPE];
  expect(await stampede([...args, "--dry-run"])).toEqual({
    status: 0,
    output: "2 would be created and published, 0 unchanged, 0 refused\n",
  });
  expect(await stampede(args)).toEqual({
    status: 0,
    output: "2 created and published, 0 unchanged, 0 refused\n",
  });
  expect(await stampede(args)).toEqual({
    status: 0,
    output: "0 created and published, 2 unchanged, 0 refused\n",
  });
  expect(
    await query(`SELECT e.slug, t.name FROM events e JOIN ticket_types t ON t.event_id = e.id
                 JOIN organizers o ON o.id = e.organizer_id AND o.slug = 'twice' ORDER BY 1`),
  ).toEqual([
    { slug: "dates-only", name: "Day 1: all" },
    { slug: "zazolc", name: "Regular" },
  ]);
});

it("names a bad record with its place and reason, imports the others and ends with 1", async () => {
  const { status, output } = await stampede([
    "import",
    "bad.jsonld",
    "--organizer",
    "some",
    ...TICKET_TYPE,
  ]);
  expect(status).toBe(1);
  expect(output).toContain(
    'refused: bad.jsonld [2] "Never": has a startDate that is not an ISO 8601 date: "2027-02-30"',
  );
  expect(output).toContain("2 created as drafts, 0 unchanged, 1 refused");
});

it("says in one line what is wrong, without a stack, and ends with 1", async () => {
  const { status, output } = await stampede(["import", "none.jsonld", "--organizer", "o"]);
  expect(status).toBe(1);
  expect(output).toBe("stampede: none.jsonld: there is no such file\n");
  const unreachable = await stampede(["check"], { DATABASE_URL: "postgres://u:p@127.0.0.1:1/x" });
  expect(unreachable.status).toBe(1);
  expect(unreachable.output).toMatch(/^stampede: the database is out of reach: [^\n]+\n$/u);
});

it("prints a key once that an organizer's programs can use", async () => {
  const { status, output } = await stampede(["api-key", "create", "--organizer", "twice"]);
  expect(status).toBe(0);
  expect(output).toMatch(/^sk_[\w-]{43}\n$/u);
  expect(await query("SELECT count(*)::int FROM api_keys")).toEqual([{ count: 1 }]);
});

it("makes a sign-in with a password that is shown once, and gives it a new one", async () => {
  const hashes = () => query("SELECT password FROM sign_in.accounts");
  const email = ["--email", "Me@Example.com"];
  const made = await stampede(["sign-in", "create", "--organizer", "twice", ...email]);
  expect(made).toEqual({ status: 0, output: expect.stringMatching(/^[\w-]{24}\n$/u) });
  const before = await hashes();
  expect(JSON.stringify(before)).not.toContain(made.output.trim());
  const again = await stampede(["sign-in", "create", "--organizer", "twice", ...email]);
  expect(again).toEqual({
    status: 1,
    output: "stampede: email: belongs to somebody who may sign in already\n",
  });
  const reset = await stampede(["sign-in", "reset", ...email, "--disable-second-factor"]);
  expect(reset).toEqual({ status: 0, output: expect.stringMatching(/^[\w-]{24}\n$/u) });
  expect(await hashes()).not.toEqual(before);
  const unknown = await stampede(["sign-in", "reset", "--email", "you@example.com"]);
  expect(unknown).toEqual({
    status: 1,
    output: "stampede: The e-mail address was not found.\n",
  });
  const nobody = await stampede(["sign-in", "create", "--organizer", "none", ...email]);
  expect(nobody.output).toBe("stampede: The organizer was not found.\n");
});

it("releases what is due, and says how much", async () => {
  expect(await stampede(["release"])).toEqual({
    status: 0,
    output: "Released 0 tickets of 0 reservations.\n",
  });
});

it("migrates, any number of times", async () => {
  await stampede(["migrate"]);
  expect(await stampede(["migrate"])).toEqual({
    status: 0,
    output: "The database is at this version.\n",
  });
});

it("check ends with 1 and a line for what is broken, and with 0 where all holds", async () => {
  const sound = await stampede(["check"]);
  expect(sound).toMatchObject({ status: 0 });
  expect(sound.output).toContain("All 11 hold.");
  expect(sound.output).toContain("captured 0.00 − refunded 0.00");
  expect(sound.output).toMatch(/^13 {2}-- {3}- {2}no reply holds another buyer's/mu);
  await query("UPDATE inventory SET sold = 1");
  const broken = await stampede(["check"]);
  expect(broken.status).toBe(1);
  expect(broken.output).toMatch(/^ 2 {2}BAD {2}\d+ {2}held and sold equal/mu);
});

it("check --repair prints what it mended and ends with 0, or with 1 where something is left", async () => {
  await query("UPDATE inventory SET sold = 1");
  const mended = await stampede(["check", "--repair"]);
  expect(mended).toMatchObject({ status: 0 });
  expect(mended.output).toMatch(/^mended: event .*: held 0 → 0, sold 1 → 0, revenue by 0$/mu);
  expect(mended.output).toMatch(/^Mended \d+, left 0\.$/mu);
  expect(mended.output).toContain("All 11 hold.");
  await query(
    `INSERT INTO reservations (id, event_id, idempotency_key, request_hash, created_at, expires_at, status, items, customer_email)
     SELECT gen_random_uuid(), event_id, gen_random_uuid(), 1, now(), now() + interval '1 hour', 'held', ARRAY[ARRAY[1, capacity + 1, 1]], 'a@example.com'
     FROM inventory LIMIT 1`,
  );
  const left = await stampede(["check", "--repair"]);
  expect(left).toMatchObject({ status: 1 });
  expect(left.output).toMatch(
    /^left: event .*: its reservations hold \d+ and 0 are sold of \d+$/mu,
  );
  expect(left.output).toMatch(/^ 2 {2}BAD/mu);
});
