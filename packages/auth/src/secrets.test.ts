import { expect, test } from "vitest";
import { signInSecrets } from "./secrets.ts";

const [OLD, NEW] = ["o".repeat(40), "n".repeat(40)] as const;

test("a secret keeps its number when another one comes before it", () => {
  const [alone] = signInSecrets([OLD]);
  expect(signInSecrets([NEW, OLD])[1]).toEqual(alone);
});

test("nothing of the application's secret is in what is derived from it", () => {
  const [derived] = signInSecrets([OLD]);
  expect(derived.value).toMatch(/^[\w-]{43}$/);
  expect(derived.value).not.toContain(OLD.slice(0, 8));
});

test("a secret that is named twice counts once", () => {
  expect(signInSecrets([NEW, OLD, NEW, OLD])).toEqual(signInSecrets([NEW, OLD]));
});
