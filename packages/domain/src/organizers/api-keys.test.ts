import { expect, test } from "vitest";
import { anOrganizer, useDatabase } from "../events/event.fixture.ts";
import { authenticateApiKey } from "./authenticate-api-key.ts";
import { createApiKey } from "./create-api-key.ts";
import { ensureOrganizer } from "./ensure-organizer.ts";
import { DEMO_ORGANIZER } from "./organizer.ts";

const ctx = useDatabase();

test("a key authenticates its organizer, and nothing that nearly is the key does", async () => {
  const organizer = await anOrganizer(ctx);
  const { key } = await createApiKey(ctx, { organizerSlug: organizer.slug });
  expect(key).toMatch(/^sk_[A-Za-z0-9_-]{43}$/);
  expect(await authenticateApiKey(ctx, key)).toEqual(organizer);
  for (const wrong of ["", key.slice(0, -1), `${key}x`, key.toUpperCase(), `${key}\0`]) {
    expect(await authenticateApiKey(ctx, wrong)).toBeUndefined();
  }
});

test("what has not the form of a key is looked up nowhere", async () => {
  const nowhere = { db: { ...ctx.db, orm: failing() } };
  for (const wrong of ["", "junk", "sk_x", `sk_${"x".repeat(42)}`, `sk_${"x".repeat(44)}`]) {
    expect(await authenticateApiKey(nowhere, wrong, "demo-key")).toBeUndefined();
  }
  await expect(authenticateApiKey(nowhere, `sk_${"x".repeat(43)}`)).rejects.toThrow("looked up");
});

/** A database in which nothing may be looked up. */
function failing(): typeof ctx.db.orm {
  return new Proxy(ctx.db.orm, {
    get() {
      throw new Error("looked up");
    },
  });
}

test("only the hash of a key is stored", async () => {
  const organizer = await anOrganizer(ctx);
  const { key } = await createApiKey(ctx, { organizerSlug: organizer.slug });
  const { rows } = await ctx.db.pool.query("SELECT api_keys::text AS row FROM api_keys");
  expect(JSON.stringify(rows)).not.toContain(key.slice(3));
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(key).toString("hex"));
});

test("a revoked key is refused from the next call on", async () => {
  const organizer = await anOrganizer(ctx);
  const { key } = await createApiKey(ctx, { organizerSlug: organizer.slug });
  await ctx.db.pool.query("UPDATE api_keys SET revoked_at = now() WHERE organizer_id = $1", [
    organizer.id,
  ]);
  expect(await authenticateApiKey(ctx, key)).toBeUndefined();
});

test("no key is made for an organizer that is not there", async () => {
  await expect(createApiKey(ctx, { organizerSlug: "nobody" })).rejects.toMatchObject({
    reason: "NOT_FOUND",
  });
});

test("the environment's key is the demo organizer's, and only as long as it is named", async () => {
  expect(await authenticateApiKey(ctx, "demo-key", "demo-key")).toMatchObject(DEMO_ORGANIZER);
  expect(await authenticateApiKey(ctx, "demo-kez", "demo-key")).toBeUndefined();
  expect(await authenticateApiKey(ctx, "demo-key")).toBeUndefined();
});

test("an organizer that is ensured many times at once is made once, and keeps its name", async () => {
  const ensured = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      ensureOrganizer(ctx, { slug: "once", name: `Name ${index}` }),
    ),
  );
  expect(new Set(ensured.map(({ id }) => id)).size).toBe(1);
  expect(new Set(ensured.map(({ name }) => name)).size).toBe(1);
});
