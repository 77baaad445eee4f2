import type { Page } from "playwright-core";

import type { Stage } from "./stage.ts";

/** Who may sign in for the organizer whose events the stage makes. */
export interface SignIn {
  readonly email: string;
  readonly password: string;
}

const EMAIL = "organizer@stampede.example";
const made = new WeakMap<Stage, Promise<SignIn>>();

/** The sign-in of the stage's organizer, made the first time by the operator's command line. */
export async function organizerSignIn(stage: Stage): Promise<SignIn> {
  const known = made.get(stage) ?? newSignIn(stage, EMAIL);
  made.set(stage, known);
  return known;
}

/** Signs a page's viewer in, past the page for it. */
export async function signIn(stage: Stage, page: Page): Promise<void> {
  const data = await organizerSignIn(stage);
  const response = await page.request.post(`${stage.url}/api/auth/sign-in/email`, {
    data,
    headers: { origin: stage.url },
  });
  if (!response.ok()) throw new Error(`sign-in: ${response.status()} ${await response.text()}`);
}

/** One more sign-in of the stage's organizer, for a test that changes or locks it. */
export async function newSignIn(stage: Stage, email: string): Promise<SignIn> {
  // An organizer's first call makes the organizer.
  await stage.organizer.organizer.events.list.query({});
  const args = ["sign-in", "create", "--organizer", "demo", "--email", email];
  const password = (await stage.stampede(...args)).trim().split(/\s+/).at(-1) ?? "";
  return { email, password };
}
