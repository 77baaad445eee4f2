import { expect, it } from "vitest";
import { printable } from "./printable.ts";

it("shows what a terminal would act on as an escape, and leaves every letter as it is", () => {
  expect(printable("a\u001B[31m\u009B\r\n\u202Eb")).toBe(
    String.raw`a\u001b[31m\u009b\u000d\u000a\u202eb`,
  );
  expect(printable("Zażółć „gęślą” – 🐢")).toBe("Zażółć „gęślą” – 🐢");
});
