import { expect, test } from "vitest";
import { counterOf } from "../reservations/state.ts";
import { settle } from "./settlement.ts";

const BOTH = [true, false];
const CASES = BOTH.flatMap((captured) =>
  BOTH.flatMap((givenBack) =>
    BOTH.flatMap((available) =>
      BOTH.flatMap((due) =>
        BOTH.map((cancelled) => ({ captured, cancelled, givenBack, available, due })),
      ),
    ),
  ),
);

test.each(CASES)("moves each ticket to the counter of its new state: %o", (options) => {
  const before = counterOf("paying", options.givenBack);
  const { status, held, sold } = settle({ status: "paying", ...options });
  const after = counterOf(status, false);
  expect(held).toBe(Number(after === "held") - Number(before === "held"));
  expect(sold).toBe(Number(after === "sold"));
});

test.each(CASES)("keeps the money exactly where the tickets are sold: %o", (options) => {
  const { status } = settle({ status: "paying", ...options });
  const isThere = !options.cancelled && (options.available || !options.givenBack);
  const ends = options.captured ? [isThere ? "paid" : "refunding"] : ["held", "expired"];
  expect(ends).toContain(status);
});

test("leaves the hold what time it had, and none once it is due", () => {
  const refused = {
    status: "paying",
    captured: false,
    cancelled: false,
    available: false,
  } as const;
  expect(settle({ ...refused, givenBack: false, due: false }).status).toBe("held");
  expect(settle({ ...refused, givenBack: false, due: true }).status).toBe("expired");
  expect(settle({ ...refused, givenBack: true, due: false }).status).toBe("expired");
});

test.each(["held", "paid", "expired", "cancelled", "refunding", "refunded"] as const)(
  "settles nothing for a reservation that is %s",
  (status) => {
    for (const options of CASES) expect(() => settle({ status, ...options })).toThrow(status);
  },
);
