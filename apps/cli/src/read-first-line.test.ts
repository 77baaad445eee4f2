import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { readFirstLine } from "./read-first-line.ts";

it.each([
  [["secret\n"], "secret"],
  [["sec", "ret\r", "\nmore"], "secret"],
  [["no end"], "no end"],
  [[], ""],
])("reads the first line of %j", async (chunks, line) => {
  expect(await readFirstLine(Readable.from(chunks))).toBe(line);
});

it("reads no more than a secret can be", async () => {
  await expect(readFirstLine(Readable.from(["x".repeat(2_000)]))).rejects.toThrow("too long");
});
