import { expect, test } from "vitest";
import { ownOrigins } from "./own-origins.ts";

test.each([
  [undefined, "127.0.0.1", "http://localhost:3000", true],
  [undefined, "0.0.0.0", "http://127.0.0.1:3000", true],
  [undefined, "::", "http://[::1]:3000", true],
  [undefined, "192.0.2.1", "http://192.0.2.1:3000", true],
  [undefined, "2001:db8::1", "http://[2001:db8::1]:3000", true],
  ["https://tickets.example/shop/", "0.0.0.0", "https://tickets.example", true],
  ["https://tickets.example", "127.0.0.1", "http://localhost:3000", true],
  ["https://tickets.example", "127.0.0.1", "http://tickets.example", false],
  ["https://tickets.example", "127.0.0.1", "https://tickets.example.evil", false],
  ["https://tickets.example", "127.0.0.1", "https://tickets.example:8443", false],
  [undefined, "192.0.2.1", "http://localhost:3000", false],
  [undefined, "127.0.0.1", "http://localhost:3001", false],
  [undefined, "127.0.0.1", "https://localhost:3000", false],
  [undefined, "127.0.0.1", "null", false],
  [undefined, "127.0.0.1", "", false],
])("of %s on %s, %j is own: %s", (publicUrl, host, origin, isOwn) => {
  expect(ownOrigins({ publicUrl, host }, () => 3_000)(origin)).toBe(isOwn);
});
