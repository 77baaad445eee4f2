import { describe, expect, test } from "vitest";
import { createLog } from "./log.ts";

const TOKEN = `abcd.${"x".repeat(43)}`;
const SECRETS = [
  `Bearer ${TOKEN}`,
  TOKEN,
  "sk_canary",
  "canary@example.com",
  "postgres://stampede_app:canary@db/stampede",
  "redis://:canary-password@redis:6379",
];

describe.each(["api", "worker"])("the log of the %s", (app) => {
  const logged = (details: object): string => {
    let text = "";
    const destination = { write: (line: string) => void (text += line) };
    createLog({ app, level: "info", destination }).warn(details, "something failed");
    return text;
  };

  test("says which program wrote a line", () => {
    expect(JSON.parse(logged({}))).toMatchObject({ app, pid: process.pid, level: "warn" });
  });

  test("holds of an error where it happened, and nothing of the request", () => {
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

  test.each(SECRETS)("blots out %s wherever an error can say it", (secret) => {
    const error = new Error(`could not do it: ${secret}\n    at ${secret}`);
    const wrapped = new Error("2 parts of the sweep failed", { cause: error });
    const text = logged({ error, err: wrapped, reason: error.message });
    expect(text).toContain("could not do it");
    expect(text).not.toMatch(/canary|x{43}/);
  });

  test("holds no half of a secret that a long message is cut in", () => {
    for (let length = 240; length < 300; length++) {
      const error = new Error(`${"a ".repeat(length / 2)}${TOKEN} and more`.padEnd(400, "."));
      expect(logged({ error })).not.toMatch(/x{3}/);
    }
  });

  test("redacts credentials that slip into an entry", () => {
    const headers = { authorization: "canary", cookie: "canary", "x-api-key": "canary" };
    expect(logged({ headers, data: { paymentToken: "canary", email: "canary" } })).not.toContain(
      "canary",
    );
  });
});
