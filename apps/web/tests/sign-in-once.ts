import type { Cookie, Page } from "playwright-core";

import { signIn } from "./sign-in.ts";
import type { Stage } from "./stage.ts";

const sessions = new WeakMap<Stage, Promise<readonly Cookie[]>>();

/**
 * Signs a page's viewer in with the one session that all who ask share: passwords are slow to check
 * on purpose, and most tests are not about them.
 */
export async function signInOnce(stage: Stage, page: Page): Promise<void> {
  const known = sessions.get(stage);
  if (known !== undefined) return page.context().addCookies([...(await known)]);
  const session = signIn(stage, page).then(() => page.context().cookies());
  sessions.set(stage, session);
  session.catch(() => sessions.delete(stage));
  await session;
}
