import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { requestHash } from "./request.ts";

test("a fingerprint is the first 64 bits of the SHA-256, signed, as those that are stored", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (request) => {
      const digest = createHash("sha256").update(JSON.stringify(request)).digest();
      expect(requestHash(request)).toBe(digest.readBigInt64BE());
    }),
  );
});
