import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { cookieSettings, prolongCookie, readSignedCookie } from "./cookies.ts";

const SECRET = "secret";
const LOCAL = cookieSettings(undefined);
const signature = createHmac("sha256", SECRET).update("token").digest("base64");
const COOKIE = `stampede.session_token=${encodeURIComponent(`token.${signature}`)}`;

const read = (header: string | undefined) =>
  readSignedCookie(header, "session_token", LOCAL, SECRET);

test("reads what was signed, among other cookies", () => {
  for (const header of [COOKIE, `theme=dark; ${COOKIE}; locale=pl`, `a=b;${COOKIE}`]) {
    expect(read(header)?.value).toBe("token");
  }
});

test.each([
  [undefined, undefined],
  ["", undefined],
  ["theme=dark", undefined],
  ["stampede.session_token=", undefined],
  [COOKIE.replace("stampede", "x-stampede"), undefined],
  ["stampede.session_token=token", null],
  ["stampede.session_token=token.", null],
  ["stampede.session_token=%", null],
  [COOKIE.replace("token%", "tokem%").replace("=token.", "=tokem."), null],
])("%j is %s", (header, expected) => {
  expect(read(header)).toBe(expected);
});

test("a cookie that is signed with another secret is none of ours", () => {
  expect(readSignedCookie(COOKIE, "session_token", LOCAL, "other")).toBeNull();
});

test("cookies are bound to the host where it is reached by TLS", () => {
  expect(cookieSettings("https://tickets.example")).toEqual({
    prefix: "__Host-stampede",
    secure: true,
  });
  expect(cookieSettings("http://localhost:3000")).toEqual({ prefix: "stampede", secure: false });
});

test("a cookie that is prolonged stays as it is", () => {
  const cookie = read(COOKIE);
  if (cookie === undefined || cookie === null) throw new Error("no cookie");
  expect(prolongCookie(cookie, { prefix: "stampede", secure: true }, 60)).toBe(
    `${COOKIE}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`,
  );
});
