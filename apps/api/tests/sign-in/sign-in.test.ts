import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, setStage, type Stage } from "./stage.ts";

const ROUNDS = 5;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

test("an e-mail address and its password begin a session, and the page only learns who it is", async () => {
  const { email } = await stage.addUser();
  const visitor = stage.visit();
  expect((await visitor.get("/get-session")).body).toBeNull();
  const reply = await visitor.post("/sign-in/email", {
    email: email.toUpperCase(),
    password: PASSWORD,
  });
  expect(reply.status).toBe(200);
  const user = {
    id: expect.stringMatching(/^[0-9a-f-]{14}7/),
    email,
    name: email,
    twoFactorEnabled: false,
    organizer: { name: "Foreign", slug: "foreign" },
  };
  expect(reply.body).toEqual({ twoFactorRedirect: false, user });
  expect(reply.headers.get("cache-control")).toBe("no-store");
  const session = await visitor.get("/get-session");
  const times = { createdAt: expect.any(String), expiresAt: expect.any(String) };
  expect(session.body).toEqual({ user, session: { id: expect.any(String), ...times } });
  expect(session.setCookies).toEqual([]);
  expect(session.headers.get("cache-control")).toBe("no-store");
});

test("a wrong password and an address that nobody has get the same answer", async () => {
  const { email } = await stage.addUser();
  const visitor = stage.visit();
  const wrong = await visitor.post("/sign-in/email", { email, password: "not the password" });
  const unknown = await visitor.post("/sign-in/email", {
    email: "nobody@example.com",
    password: "not the password",
  });
  expect(wrong.error()).toEqual({
    code: "UNAUTHORIZED",
    httpStatus: 401,
    reason: "WRONG_CREDENTIALS",
    details: null,
  });
  expect(unknown.status).toBe(wrong.status);
  expect(unknown.text).toBe(wrong.text);
  expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
  expect(visitor.cookies.size).toBe(0);
});

test("an address that nobody has takes as long to refuse as a wrong password", async () => {
  const { email } = await stage.addUser();
  const wrongMs = await quickest(email);
  const unknownMs = await quickest("somebody.else@example.com");
  expect(unknownMs).toBeGreaterThan(wrongMs / 2);
  expect(wrongMs).toBeGreaterThan(unknownMs / 2);
});

test("a session's cookie answers for its organizer, and ends with it", async () => {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  const cookie = visitor.cookieHeader();
  const list = () => stage.api.call("organizer.events.list", { headers: { cookie } });
  expect((await list()).status).toBe(200);
  expect((await visitor.post("/sign-out")).body).toEqual({ success: true });
  expect(visitor.cookies.size).toBe(0);
  expect((await list()).error().reason).toBe("UNAUTHENTICATED");
});

test("signing out where nobody is signed in is no error", async () => {
  const reply = await stage.visit().post("/sign-out");
  expect(reply.body).toEqual({ success: true });
});

test.each([
  ["the token without its signature", (cookie: string) => cookie.split(".").slice(0, 2).join(".")],
  ["another signature", (cookie: string) => cookie.replace(/.{8}$/, "AAAAAA%3D")],
  ["another token", (cookie: string) => cookie.replace("=", "=x")],
  ["nothing", () => "stampede.session_token="],
  ["no escape", () => "stampede.session_token=%E0%A4%A"],
])("%s is no session", async (_, forge) => {
  const { email } = await stage.addUser();
  const cookie = forge((await stage.signedIn(email)).cookieHeader());
  const reply = await stage.api.call("organizer.events.list", { headers: { cookie } });
  expect(reply.error().reason).toBe("UNAUTHENTICATED");
});

test("the database alone makes nobody a session", async () => {
  const { email } = await stage.addUser();
  await stage.signedIn(email);
  const rows = await stage.api.rows("SELECT token FROM sign_in.sessions");
  const cookie = rows.map(({ token }) => `stampede.session_token=${String(token)}`).join("; ");
  const reply = await stage.api.call("organizer.events.list", { headers: { cookie } });
  expect(reply.error().reason).toBe("UNAUTHENTICATED");
  const passwords = await stage.api.rows("SELECT accounts::text AS row FROM sign_in.accounts");
  expect(JSON.stringify(passwords)).not.toContain(PASSWORD);
});

test("no log holds who tries to sign in, a password, or a session", async () => {
  const { email } = await stage.addUser();
  const visitor = await stage.signedIn(email);
  const cookie = visitor.cookies.get("stampede.session_token") ?? "";
  const tried = { email: "canary.nobody@example.com", password: "canary-wrong-password" };
  await visitor.post("/sign-in/email", tried);
  await visitor.post("/change-password", { currentPassword: "canary-wrong", newPassword: "short" });
  await visitor.post("/sign-out");
  const logged = stage.api.logged();
  expect(logged).toContain("/api/auth/sign-in/email");
  for (const secret of [
    email,
    PASSWORD,
    cookie,
    cookie.split(".")[0] ?? "",
    "canary-wrong",
    tried.email,
  ]) {
    expect(secret).not.toBe("");
    expect(logged).not.toContain(secret);
  }
});

/** The shortest of a few tries with a wrong password, in milliseconds. */
async function quickest(email: string): Promise<number> {
  const visitor = stage.visit();
  const takenMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAtMs = performance.now();
    await visitor.post("/sign-in/email", { email, password: "not the password" });
    takenMs.push(performance.now() - startedAtMs);
  }
  return Math.min(...takenMs);
}
