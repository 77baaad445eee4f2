import { limitTransactions, TRANSACTION_TIMEOUT_MS } from "@stampede/db/limit-transactions";
import { isUnavailable, sqlState } from "@stampede/db/errors";
import { readOnSnapshot, transaction } from "@stampede/db/transaction";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestContext, type TestContext } from "./test-context.ts";

let t: TestContext;
beforeAll(async () => {
  t = await createTestContext();
});
afterAll(() => t[Symbol.asyncDispose]());

const DIVISION_BY_ZERO = "22012";
const READ_ONLY = "25006";
const TRANSACTION_TIMEOUT = "25P04";
const insert = (slug: string) => ({
  text: "INSERT INTO organizers (id, slug, name, created_at) VALUES (uuidv7(), $1, $1, now())",
  values: [slug],
});
const slugs = async (): Promise<string[]> => {
  const { rows } = await t.db.pool.query<{ slug: string }>("SELECT slug FROM organizers");
  return rows.map(({ slug }) => slug);
};

describe("a transaction", () => {
  test("does not commit when a statement fails that nobody waited for", async () => {
    const failing = transaction(t.db, async (tx) => {
      tx.send(insert("lost"));
      tx.send({ text: "SELECT 1 / 0" });
    });
    expect(sqlState(await failing.catch((error: unknown) => error))).toBe(DIVISION_BY_ZERO);
    expect(await slugs()).not.toContain("lost");
  });

  test("tells why it failed, and not that it had failed already", async () => {
    const failing = transaction(t.db, async (tx) => {
      tx.send({ text: "SELECT 1 / 0" });
      await tx.client.query("SELECT 1");
    });
    expect(sqlState(await failing.catch((error: unknown) => error))).toBe(DIVISION_BY_ZERO);
  });

  test("ends in time whatever its process does between statements, and is not known to have failed", async () => {
    const [limit] = (await t.db.pool.query("SHOW transaction_timeout")).rows;
    expect(limit).toEqual({ transaction_timeout: `${TRANSACTION_TIMEOUT_MS / 1_000}s` });
    const error: unknown = await transaction(t.db, async (tx) => {
      tx.send(insert("late"));
      // One that runs already is not made shorter.
      await limitTransactions(tx.client, 0, "transaction");
      await limitTransactions(tx.client, 50, "transaction");
      await tx.client.query("SELECT pg_sleep(1)");
    }).catch((thrown: unknown) => thrown);
    expect(sqlState(error)).toBe(TRANSACTION_TIMEOUT);
    expect(isUnavailable(error)).toBe(true);
    expect(await slugs()).not.toContain("late");
  });

  test("leaves a connection that works, however it ends", async () => {
    for (let n = 0; n < 20; n++) {
      await transaction(t.db, async (tx) => tx.send({ text: "SELECT 1 / 0" })).catch(
        () => undefined,
      );
    }
    await transaction(t.db, async (tx) => tx.send(insert("kept")));
    expect(await slugs()).toContain("kept");
  });
});

describe("a snapshot", () => {
  test("shows one moment, whatever is committed meanwhile, and changes nothing", async () => {
    const counts = await readOnSnapshot(t.db, async (tx) => {
      const count = async (): Promise<unknown> =>
        (await tx.client.query("SELECT count(*) FROM organizers")).rows;
      const before = await count();
      await t.db.pool.query(insert("meanwhile"));
      return { before, after: await count() };
    });
    expect(counts.after).toEqual(counts.before);
    const writing = readOnSnapshot(t.db, async (tx) => tx.send(insert("never")));
    expect(sqlState(await writing.catch((error: unknown) => error))).toBe(READ_ONLY);
  });
});
