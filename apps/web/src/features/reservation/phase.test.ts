import { expect, test } from "vitest";

import { phaseOf } from "./phase.ts";

const EXPIRES_AT = "2026-11-14T20:15:00.000Z";

test("a hold is over at its end by the server's clock, before anybody has written it down", () => {
  const held = { status: "held", expiresAt: EXPIRES_AT } as const;
  expect(phaseOf({ ...held, serverNow: "2026-11-14T20:14:59.999Z" })).toBe("held");
  expect(phaseOf({ ...held, serverNow: EXPIRES_AT })).toBe("timeUp");
});

test("a payment that is being checked goes on past the end of the hold", () => {
  const paying = { status: "paying", expiresAt: EXPIRES_AT } as const;
  expect(phaseOf({ ...paying, serverNow: "2026-11-14T20:20:00.000Z" })).toBe("paying");
});
