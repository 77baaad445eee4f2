import { createApiKey } from "@stampede/domain/organizers/create-api-key";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { type Database, openDatabase } from "@stampede/db/client";
import { createTestDatabase } from "@stampede/testing/database";
import { waitFor } from "@stampede/testing/wait-for";
import { expect, test } from "vitest";
import { createOrganizerKeys } from "./organizer-keys.ts";

const AT_ONCE = 2;
const WAITING = 200;
const POOL_SIZE = 3;
const NAMED = "named-key";
const madeUp = (n: number) => `sk_${String(n).padStart(43, "x")}`;

test("made-up keys of a doubted client leave the database to others, and a right one counts", async () => {
  await using scene = await prepare();
  const { keys, db, key } = scene;
  const { key: other } = await createApiKey({ db }, { organizerSlug: "keys" });
  using taken = await takeAll(db);
  const calls = Array.from({ length: 50 }, (_, n) => keys.find(madeUp(n), true));
  const right = keys.find(key, true);
  await waitFor(() => db.pool.waitingCount >= AT_ONCE);
  // What is told without a look-up waits for nobody.
  expect(await keys.find("junk", true)).toBeUndefined();
  expect(db.pool.waitingCount).toBe(AT_ONCE);
  const undoubted = keys.find(other, false);
  const named = keys.find(NAMED, true);
  await waitFor(() => db.pool.waitingCount >= AT_ONCE + 2);
  taken.release();
  expect(await undoubted).toMatchObject({ slug: "keys" });
  expect(await named).toMatchObject({ slug: "demo" });
  expect(await Promise.all(calls)).toEqual(calls.map(() => undefined));
  expect(await right).toMatchObject({ slug: "keys" });
});

test("a key that was right is known until it is not any more", async () => {
  await using scene = await prepare();
  const { keys, db, key } = scene;
  expect([keys.isKnown(NAMED), keys.isKnown(key), keys.isKnown(madeUp(1))]).toEqual([
    true,
    false,
    false,
  ]);
  await keys.find(madeUp(1), false);
  await keys.find(key, true);
  expect([keys.isKnown(key), keys.isKnown(madeUp(1))]).toEqual([true, false]);
  using taken = await takeAll(db);
  const calls = Array.from({ length: AT_ONCE + 1 }, (_, n) => keys.find(madeUp(n), true));
  const right = keys.find(key, true);
  // It waits for a connection, and not behind the others.
  await waitFor(() => db.pool.waitingCount >= AT_ONCE + 1);
  taken.release();
  expect(await right).toMatchObject({ slug: "keys" });
  await Promise.all(calls);
  await db.pool.query("UPDATE api_keys SET revoked_at = now()");
  expect(await keys.find(key, true)).toBeUndefined();
  expect(keys.isKnown(key)).toBe(false);
});

test("more doubted keys than may wait are refused at once", async () => {
  await using scene = await prepare();
  const { keys, db } = scene;
  using taken = await takeAll(db);
  const calls = Array.from({ length: AT_ONCE + WAITING + 1 }, (_, n) => keys.find(madeUp(n), true));
  const settled = Promise.allSettled(calls);
  await expect(calls.at(-1)).rejects.toMatchObject({ reason: "OVERLOADED" });
  taken.release();
  const refused = (await settled).filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(1);
});

/** Takes every connection of a pool, so that whoever wants one waits; gives how to let go of them. */
async function takeAll({ pool }: Database): Promise<Disposable & { release(): void }> {
  const taken = await Promise.all(Array.from({ length: POOL_SIZE }, () => pool.connect()));
  const release = (): void => {
    for (const connection of taken.splice(0)) connection.release();
  };
  return { release, [Symbol.dispose]: release };
}

async function prepare() {
  const database = await createTestDatabase();
  const db = openDatabase({
    connectionString: database.url,
    applicationName: "test",
    poolSize: POOL_SIZE,
  });
  await ensureOrganizer({ db }, { slug: "keys", name: "Keys" });
  const { key } = await createApiKey({ db }, { organizerSlug: "keys" });
  const keys = createOrganizerKeys({ db }, NAMED);
  return {
    keys,
    db,
    key,
    async [Symbol.asyncDispose]() {
      await db.close();
      await database.drop();
    },
  };
}
