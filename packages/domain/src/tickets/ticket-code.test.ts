import { expect, test } from "vitest";
import { newTicketCode, normalizeTicketCode } from "./ticket-code.ts";

const MANY = 2_000;

test("codes are 16 characters that can be read out, and none comes twice", () => {
  const codes = Array.from({ length: MANY }, newTicketCode);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
  expect(new Set(codes).size).toBe(MANY);
  // Every character is as likely as any other, so among 32 000 none is missing.
  expect(new Set(codes.join("")).size).toBe(32);
});

test("a code is read as people type it and scanners read it", () => {
  expect(normalizeTicketCode(" 7k2q-f0m3\txz01-1abc\n")).toBe("7K2QF0M3XZ011ABC");
  expect(normalizeTicketCode("oOiIlL")).toBe("001111");
  expect(normalizeTicketCode("U'; --")).toBe("U';");
});
