import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const place = fc.record({
  startsAt: fc.date({
    min: new Date("1900-01-01T00:00:00.000Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  }),
  id: fc.uuid(),
});

test("a cursor reads as the place it was made of", () => {
  fc.assert(
    fc.property(place, (written) => {
      const cursor = encodeCursor(written);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]{32}$/);
      expect(decodeCursor(cursor)).toEqual(written);
    }),
  );
});

test("a word that no list gave is refused, and nothing else is thrown", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.base64String({ minLength: 28, maxLength: 36 }),
        place.map((written) => `${encodeCursor(written)}=`),
        place.map((written) => encodeCursor(written).slice(1)),
      ),
      (word) => {
        try {
          expect(encodeCursor(decodeCursor(word))).toBe(word);
        } catch (error) {
          expect(error).toMatchObject({
            reason: "INVALID_INPUT",
            details: { issues: [{ path: ["cursor"] }] },
          });
        }
      },
    ),
  );
});

test("a cursor of an instant that cannot be stored is refused", () => {
  const cursor = encodeCursor({
    startsAt: new Date(8.64e15),
    id: "01234567-89ab-7def-8123-456789abcdef",
  });
  expect(() => decodeCursor(cursor)).toThrow("cursor");
});
