import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function logged(details: object): string {
  let text = "";
  createLog("info", { write: (line) => void (text += line) }).warn(details, "something failed");
  return text;
}

test("an error is logged with where it happened, and nothing of the request", () => {
  const driver = Object.assign(new Error("no row for canary@example.com"), {
    code: "23505",
    detail: "Key (email)=(canary@example.com) already exists.",
    constraint: "users_email",
  });
  const query = Object.assign(new Error("Failed query: select canary-text", { cause: driver }), {
    params: ["canary-text"],
  });
  const text = logged({ err: query });
  expect(text).toContain("23505");
  expect(text).toContain("users_email");
  expect(text).toContain("log.test.ts");
  expect(text).not.toContain("canary");
});

test("secrets in a message are blotted out", () => {
  const token = `abcd.${"x".repeat(43)}`;
  const text = logged({ error: new Error(`Bearer ${token} sk_canary ${token} a@b.example`) });
  expect(text).not.toMatch(/x{43}|sk_canary|a@b/);
});

test("credentials that slip into an entry are redacted", () => {
  const headers = { authorization: "canary", cookie: "canary", "x-api-key": "canary" };
  expect(logged({ headers, body: { paymentToken: "canary", email: "canary" } })).not.toContain(
    "canary",
  );
});
