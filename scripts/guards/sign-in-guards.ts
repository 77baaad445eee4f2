import type { Guard } from "./guard.ts";
import { TEST_FILES as tests } from "./test-files.ts";

/** What keeps an organizer's sign-in from whoever is not that organizer. */
export const SIGN_IN_GUARDS: readonly Guard[] = [
  {
    name: "the origin of a call by cookie",
    edits: [
      {
        file: "apps/api/src/sign-in/authenticate-session.ts",
        from: "origin === undefined || isOwnOrigin(origin)",
        to: "origin === undefined || isOwnOrigin(origin) || origin !== undefined",
      },
    ],
    noticedBy: [{ file: tests.signInEndpoint, named: "is refused to another site's page" }],
  },
  {
    name: "no session of a sign-in that comes too late",
    edits: [
      {
        file: "apps/api/src/sign-in/sign-in-endpoint.ts",
        from: "  } catch (error) {\n    undo();\n",
        to: "  } catch (error) {\n",
      },
    ],
    noticedBy: [{ file: tests.unseenSessions, named: "comes too late to be answered" }],
  },
  {
    name: "no session of a sign-in whose browser has gone",
    edits: [
      {
        file: "apps/api/src/sign-in/sign-in-endpoint.ts",
        from: "if (request.signal.aborted) undo();",
        to: "",
      },
    ],
    noticedBy: [{ file: tests.unseenSessions, named: "its browser does not wait for" }],
  },
  {
    name: "a reply that nobody sees ends no session that is in use",
    edits: [
      {
        file: "packages/auth/src/end-unseen-session.ts",
        from: "token === undefined || token === tokenIn(cookies)",
        to: "token === undefined",
      },
    ],
    noticedBy: [{ file: tests.unseenSessions, named: "its caller came with goes on" }],
  },
  {
    name: "the lock after ten wrong passwords",
    edits: [
      {
        file: "packages/auth/src/attempts.ts",
        from: "WHERE attempt.locked_until IS NULL OR attempt.locked_until <= clock_timestamp()",
        to: "",
      },
    ],
    noticedBy: [{ file: tests.lockout, named: "ten wrong passwords in a row lock" }],
  },
  {
    name: "the lock after ten wrong codes",
    edits: [
      {
        file: "packages/auth/src/code-attempts.ts",
        from: "AND (locked_until IS NULL OR locked_until <= clock_timestamp())",
        to: "",
      },
    ],
    noticedBy: [{ file: tests.secondFactor, named: "ten in a row lock the second factor" }],
  },
  {
    name: "a code is counted before it is looked at",
    edits: [
      {
        file: "packages/auth/src/verify-second-factor.ts",
        from: "  await countCodeAttempt(db, userId);\n  try {\n    const result = await work();",
        to: "  await countCodeAttempt(db, userId);\n  await giveCodeAttemptBack(db, userId);\n  try {\n    const result = await work().catch(async (error: unknown) => {\n      await countCodeAttempt(db, userId).catch(() => undefined);\n      throw error;\n    });",
      },
    ],
    noticedBy: [{ file: tests.secondFactor, named: "however many codes come at once" }],
  },
];
