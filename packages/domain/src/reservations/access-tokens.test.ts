import { expect, test } from "vitest";
import { createAccessTokens, isTokenShaped } from "./access-tokens.ts";

const [one, two] = ["01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"];

test("a token opens its own reservation only, and is the same every time", () => {
  const tokens = createAccessTokens(["first secret"]);
  const token = tokens.sign(one);
  expect(tokens.sign(one)).toBe(token);
  expect(token).toMatch(/^[\w-]{4}\.[\w-]{43}$/);
  expect(isTokenShaped(token)).toBe(true);
  expect(tokens.verify(one, token)).toBe(true);
  expect(tokens.verify(two, token)).toBe(false);
  expect(tokens.verify(one, token.slice(0, -1))).toBe(false);
  expect(tokens.verify(one, `${token}A`)).toBe(false);
  expect(tokens.verify(one, "")).toBe(false);
});

test("a token of the old secret stays good while that secret is listed", () => {
  const token = createAccessTokens(["old"]).sign(one);
  expect(createAccessTokens(["new", "old"]).verify(one, token)).toBe(true);
  expect(createAccessTokens(["new"]).verify(one, token)).toBe(false);
});
