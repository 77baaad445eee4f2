import { expect, it } from "vitest";
import { decodeText, FILE_BYTES_MAX } from "./decode-text.ts";

it("reads UTF-8 with and without a byte order mark", () => {
  expect(decodeText(Buffer.from("żółw 🐢"))).toBe("żółw 🐢");
  expect(decodeText(Buffer.from("\uFEFF{}"))).toBe("{}");
});

it("names the line and byte where text stops being UTF-8", () => {
  const bytes = Buffer.concat([Buffer.from("{\n ż"), Buffer.from([0xff]), Buffer.from("}")]);
  expect(() => decodeText(bytes)).toThrow("is not UTF-8 text (line 2, byte 6)");
});

it("refuses a character that is cut off at the end", () => {
  const cut = Buffer.from("abż").subarray(0, 3);
  expect(() => decodeText(cut)).toThrow("is not UTF-8 text (line 1, byte 3)");
});

it("refuses a file that is too long to be held in memory, with both sizes", () => {
  expect(() => decodeText(new Uint8Array(FILE_BYTES_MAX + 1))).toThrow(
    `has ${FILE_BYTES_MAX + 1} bytes; at most ${FILE_BYTES_MAX}`,
  );
});
