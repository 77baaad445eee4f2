import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replyOf } from "../call.ts";
import { credentialOf, PROCEDURES } from "../procedures.ts";
import { kindOf } from "../router-procedures.ts";
import { createWorld, ORGANIZER_KEY } from "../test-api.ts";
import { PASSWORD, setStage, type Stage } from "./stage.ts";

const FOREIGN = "https://evil.example";
const ORGANIZER_CALLS = Object.entries(PROCEDURES).filter(
  ([, { access }]) => access === "organizer",
);
const OPEN = [
  ["POST", "/sign-in/email"],
  ["POST", "/sign-out"],
  ["GET", "/get-session"],
  ["POST", "/get-session"],
  ["GET", "/list-sessions"],
  ["POST", "/revoke-session"],
  ["POST", "/revoke-other-sessions"],
  ["POST", "/change-password"],
  ["POST", "/two-factor/enable"],
  ["POST", "/two-factor/disable"],
  ["POST", "/two-factor/verify-totp"],
  ["POST", "/two-factor/verify-backup-code"],
  ["POST", "/two-factor/generate-backup-codes"],
  ["POST", "/two-factor/get-totp-uri"],
] as const;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

test.each([
  "/sign-up/email",
  "/sign-in/social",
  "/sign-in/email/",
  "/update-user",
  "/delete-user",
  "/change-email",
  "/request-password-reset",
  "/reset-password",
  "/send-verification-email",
  "/verify-email",
  "/verify-password",
  "/revoke-sessions",
  "/update-session",
  "/two-factor/send-otp",
  "/two-factor/verify-otp",
  "/two-factor/view-backup-codes",
  "/error",
  "/ok",
  "/constructor",
  "/__proto__",
  "/%2e%2e/sign-out",
  "",
])("nothing is at %j", async (path) => {
  const visitor = await stage.someone();
  const body = { email: "new@example.com", password: PASSWORD, name: "New" };
  for (const reply of [await visitor.get(path), await visitor.post(path, body)]) {
    expect(reply.error()).toMatchObject({ reason: "NOT_FOUND", httpStatus: 404 });
  }
  const users = await stage.api.rows("SELECT 1 FROM sign_in.users WHERE email = 'new@example.com'");
  expect(users).toEqual([]);
});

describe.each(OPEN)("%s %s", (method, path) => {
  test("takes no other method", async () => {
    const others = ["PUT", "DELETE", "PATCH", "HEAD", method === "POST" ? "GET" : "OPTIONS"];
    if (OPEN.some(([other, same]) => same === path && other !== method)) return;
    for (const other of others) {
      const headers = { "content-type": "application/json", origin: stage.api.url };
      const response = await fetch(`${stage.api.url}/api/auth${path}`, { method: other, headers });
      expect([other, response.status]).toEqual([other, 405]);
    }
  });

  if (method === "GET") return;

  test("is for this site's pages only", async () => {
    const visitor = stage.visit();
    const origins = [FOREIGN, "null", `${stage.api.url}.evil.example`, "http://127.0.0.1:1", ""];
    for (const origin of origins) {
      const reply = await visitor.post(path, {}, { origin });
      expect(reply.error()).toMatchObject({ reason: "FOREIGN_ORIGIN", httpStatus: 403 });
    }
    const response = await fetch(`${stage.api.url}/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect((await replyOf(response)).error().reason).toBe("FOREIGN_ORIGIN");
  });

  test("takes JSON that its schema knows, and nothing else", async () => {
    const visitor = stage.visit();
    const form = await visitor.post(
      path,
      {},
      { "content-type": "application/x-www-form-urlencoded" },
    );
    expect(form.status).toBe(415);
    const unknown = await visitor.post(path, { callbackURL: FOREIGN, trustDevice: true });
    expect(unknown.error().reason).toBe("INVALID_INPUT");
    for (const body of [[], null, 1, { email: {}, password: [] }, { code: null }]) {
      expect((await visitor.post(path, body)).error().reason).toBe("INVALID_INPUT");
    }
    const large = await visitor.post(path, { password: "x".repeat(70_000) });
    expect(large.status).toBe(413);
  });
});

test.each([
  ["GET", "/list-sessions", undefined],
  ["POST", "/revoke-session", { sessionId: "0199aaaa-0000-7000-8000-000000000000" }],
  ["POST", "/revoke-other-sessions", {}],
  ["POST", "/change-password", { currentPassword: PASSWORD, newPassword: "another-password" }],
  ["POST", "/two-factor/enable", { password: PASSWORD }],
  ["POST", "/two-factor/disable", { password: PASSWORD }],
  ["POST", "/two-factor/generate-backup-codes", { password: PASSWORD }],
  ["POST", "/two-factor/get-totp-uri", { password: PASSWORD }],
])("%s %s needs a session", async (method, path, body) => {
  const visitor = stage.visit();
  const reply = method === "GET" ? await visitor.get(path) : await visitor.post(path, body);
  expect(reply.error()).toMatchObject({ reason: "UNAUTHENTICATED", httpStatus: 401 });
  expect(reply.headers.get("cache-control")).toBe("no-store");
});

test("cookies are out of reach for scripts and other sites, and only travel encrypted where the site is", async () => {
  const { email } = await stage.addUser();
  const local = await stage.visit().post("/sign-in/email", { email, password: PASSWORD });
  expect(local.setCookies).toEqual([
    expect.stringMatching(
      /^stampede\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    ),
  ]);
  const origin = "https://tickets.example";
  await using site = await setStage({ PUBLIC_URL: `${origin}/` });
  const visitor = site.visit();
  const { email: other } = await site.addUser();
  const input = { email: other, password: PASSWORD };
  const reply = await visitor.post("/sign-in/email", input, { origin });
  expect(reply.setCookies).toEqual([
    expect.stringMatching(
      /^__Host-stampede\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ]);
  const headers = { cookie: visitor.cookieHeader(), origin };
  expect((await site.api.call("organizer.events.list", { headers })).status).toBe(200);
});

describe.each(ORGANIZER_CALLS)("%s by session", (name, { input: prepare }) => {
  test("is refused to another site's page", async () => {
    const world = await createWorld(stage.api);
    const cookie = (await stage.someone("demo")).cookieHeader();
    const input = await prepare(world, stage.api);
    const foreignCall = { input, headers: { cookie, origin: FOREIGN } };
    expect((await stage.api.call(name, foreignCall)).error().reason).toBe("UNAUTHENTICATED");
    const own = await stage.api.call(name, { input, headers: { cookie, origin: stage.api.url } });
    expect(own.status).toBe(200);
    if (kindOf(name) === "query") {
      expect((await stage.api.call(name, { input, headers: { cookie } })).status).toBe(200);
    }
  });
});

test("keys and buyers' tokens count wherever the call comes from", async () => {
  const world = await createWorld(stage.api);
  const headers = { "x-api-key": ORGANIZER_KEY, origin: FOREIGN };
  expect((await stage.api.call("organizer.events.list", { headers })).status).toBe(200);
  const buyer = PROCEDURES["reservations.get"];
  if (buyer === undefined) throw new Error("no such procedure");
  const reply = await stage.api.call("reservations.get", {
    input: { reservationId: world.reservationId },
    headers: { ...credentialOf(buyer, world), origin: FOREIGN },
  });
  expect(reply.status).toBe(200);
});

test("a key that comes with a session's cookie decides", async () => {
  const { email } = await stage.addUser();
  const cookie = (await stage.signedIn(email)).cookieHeader();
  const headers = { cookie, "x-api-key": "sk_wrong" };
  const reply = await stage.api.call("organizer.events.list", { headers });
  expect(reply.error().reason).toBe("UNAUTHENTICATED");
});
