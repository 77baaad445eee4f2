import { createUser } from "@stampede/auth/create-user";
import { openDatabase } from "@stampede/db/client";
import { ensureOrganizer } from "@stampede/domain/organizers/ensure-organizer";
import { createLog } from "@stampede/service/log";
import { createTestDatabase } from "@stampede/testing/database";
import { query } from "@stampede/testing/query";
import { expect, test } from "vitest";
import { z } from "zod";
import { startApi } from "../../src/api.ts";
import { readEnvironment } from "../../src/environment.ts";
import { APP_SECRET } from "../test-api.ts";
import { authenticator } from "./authenticator.ts";
import { PASSWORD } from "./stage.ts";
import { visit } from "./visitor.ts";

const EMAIL = "rights@example.com";
const enrolmentShape = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

test("the servers' role can do all of signing in, and makes nobody who may", async () => {
  await using scene = await prepare();
  const log = createLog({ app: "api", level: "silent" });
  const variables = { DATABASE_URL: scene.runtimeUrl, PORT: "0", APP_SECRET };
  const api = await startApi(readEnvironment({ ...variables, QUEUE_BACKEND: "postgres" }), log);
  const runtime = openDatabase({ connectionString: scene.runtimeUrl, applicationName: "test" });
  try {
    await doEverything(`http://127.0.0.1:${api.port}`);
    for (const statement of [
      "INSERT INTO sign_in.users SELECT * FROM sign_in.users",
      "UPDATE sign_in.users SET email = 'mine@example.com'",
      "UPDATE sign_in.users SET organizer_id = organizer_id",
      "DELETE FROM sign_in.users",
      "INSERT INTO sign_in.accounts SELECT * FROM sign_in.accounts",
      "UPDATE sign_in.accounts SET user_id = user_id",
      "DELETE FROM sign_in.accounts",
      "DELETE FROM organizers",
    ]) {
      await expect(runtime.pool.query(statement)).rejects.toMatchObject({
        code: "42501",
      });
    }
  } finally {
    await runtime.close();
    await api.close();
  }
});

test("only what signing in leaves behind may be deleted by the servers' role", async () => {
  await using scene = await prepare();
  const { rows } = await scene.owner.pool.query(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.role_table_grants
     WHERE grantee = 'stampede_runtime' AND privilege_type IN ('DELETE', 'TRUNCATE') ORDER BY 1`,
  );
  const names = ["attempts", "sessions", "two_factors", "used_codes", "verifications"];
  expect(rows).toEqual(names.map((name) => ({ name: `sign_in.${name}` })));
});

test("the servers' role changes, empties and makes no table, and becomes nobody else", async () => {
  await using scene = await prepare();
  const rows = await query<{ name: string }>(
    scene.ownerUrl,
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'simulated_gateway', 'sign_in')`,
  );
  expect(rows.length).toBeGreaterThan(15);
  const statements = rows.flatMap(({ name }) => [
    `TRUNCATE ${name}`,
    `DROP TABLE ${name}`,
    `ALTER TABLE ${name} ADD COLUMN mine text`,
    `ALTER TABLE ${name} DISABLE TRIGGER ALL`,
    `CREATE TRIGGER mine BEFORE INSERT ON ${name} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
    ...(name.startsWith("sign_in.") ? [] : [`DELETE FROM ${name}`]),
  ]);
  statements.push(
    "CREATE TABLE mine ()",
    "CREATE TABLE sign_in.mine ()",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE mine",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    `SET ROLE ${new URL(scene.ownerUrl).username}`,
    "SET session_replication_role = replica",
    "COPY events TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT * FROM pg_authid",
  );
  await query(scene.runtimeUrl, refusing(statements));
  // What is not refused would be told.
  await expect(query(scene.runtimeUrl, refusing(["SELECT 1"]))).rejects.toThrow("done: SELECT 1");
});

/** Fails with the first of the statements that is not refused for want of a right. */
function refusing(statements: readonly string[]): string {
  const list = statements.map((statement) => `$one$${statement}$one$`).join(", ");
  return `DO $all$ DECLARE one text; BEGIN
    FOREACH one IN ARRAY ARRAY[${list}] LOOP
      BEGIN
        EXECUTE one;
        RAISE EXCEPTION 'done: %', one;
      EXCEPTION WHEN insufficient_privilege THEN NULL;
      END;
    END LOOP;
  END $all$`;
}

/** Goes through everything that somebody can do who may sign in. */
async function doEverything(url: string): Promise<void> {
  const visitor = visit(url);
  const ok = async (path: string, body?: unknown): Promise<unknown> => {
    const reply = await visitor.post(path, body);
    expect([path, reply.status, reply.text]).toEqual([path, 200, expect.any(String)]);
    return reply.body;
  };
  const signIn = { email: EMAIL, password: PASSWORD };
  await visitor.post("/sign-in/email", { ...signIn, password: "not the password" });
  await ok("/sign-in/email", signIn);
  const enabled = await ok("/two-factor/enable", { password: PASSWORD });
  const { totpURI, backupCodes } = enrolmentShape.parse(enabled);
  const device = authenticator(totpURI);
  await ok("/two-factor/verify-totp", { code: device.code() });
  await ok("/sign-out");
  await ok("/sign-in/email", signIn);
  expect((await visitor.post("/two-factor/verify-totp", { code: device.wrong() })).status).toBe(
    403,
  );
  await ok("/two-factor/verify-totp", { code: device.code(1) });
  await ok("/sign-in/email", signIn);
  await ok("/two-factor/verify-backup-code", { code: backupCodes[0] });
  await ok("/two-factor/generate-backup-codes", { password: PASSWORD });
  await ok("/two-factor/get-totp-uri", { password: PASSWORD });
  await ok("/get-session");
  expect((await visitor.get("/list-sessions")).status).toBe(200);
  await ok("/revoke-other-sessions");
  await ok("/two-factor/disable", { password: PASSWORD });
  await ok("/change-password", { currentPassword: PASSWORD, newPassword: "another-password" });
  await ok("/sign-out");
}

/** A database with somebody who may sign in, and a login of the servers' role. */
async function prepare() {
  const database = await createTestDatabase();
  const owner = openDatabase({ connectionString: database.url, applicationName: "test" });
  await ensureOrganizer({ db: owner }, { slug: "rights", name: "Rights" });
  await createUser({ db: owner }, { organizerSlug: "rights", email: EMAIL, password: PASSWORD });
  const url = new URL(database.url);
  url.username = `${url.pathname.slice(1)}_runtime`;
  url.password = "test";
  await owner.pool.query(
    `CREATE ROLE ${url.username} LOGIN PASSWORD 'test' IN ROLE stampede_runtime`,
  );
  return {
    owner,
    ownerUrl: database.url,
    runtimeUrl: url.href,
    async [Symbol.asyncDispose]() {
      await owner.pool.query(`DROP ROLE ${url.username}`);
      await owner.close();
      await database.drop();
    },
  };
}
