import { waitFor } from "@stampede/testing/wait-for";
import type { Page } from "playwright-core";

import type { Stage } from "./stage.ts";

/** Who may sign in for the organizer whose events the stage makes. */
export interface SignIn {
  readonly email: string;
  readonly password: string;
}

const EMAIL = "organizer@stampede.example";
const BUSY = 503;
const made = new WeakMap<Stage, Promise<SignIn>>();

/** The sign-in of the stage's organizer, made the first time by the operator's command line. */
export async function organizerSignIn(stage: Stage): Promise<SignIn> {
  const known = made.get(stage) ?? newSignIn(stage, EMAIL);
  made.set(stage, known);
  return known;
}

/** Signs a page's viewer in, past the page for it. */
export async function signIn(stage: Stage, page: Page): Promise<void> {
  await signInAs(stage, page, await organizerSignIn(stage));
}

/** Signs a page's viewer in with a sign-in of their own. */
export async function signInAs(stage: Stage, page: Page, data: SignIn): Promise<void> {
  const headers = { origin: stage.url };
  const post = () => page.request.post(`${stage.url}/api/auth/sign-in/email`, { data, headers });
  // A server that looks at many passwords at once asks for patience.
  const response = await waitFor(async () => {
    const reply = await post();
    return reply.status() === BUSY ? null : reply;
  });
  if (!response.ok()) throw new Error(`sign-in: ${response.status()} ${await response.text()}`);
}

/** One more sign-in of the stage's organizer, for a test that changes or locks it. */
export async function newSignIn(stage: Stage, email: string): Promise<SignIn> {
  // An organizer's first call makes the organizer.
  await stage.organizer.organizer.events.list.query({});
  return signInOf(stage, "demo", email);
}

/** A sign-in for an organizer that there is, by its slug. */
export async function signInOf(stage: Stage, slug: string, email: string): Promise<SignIn> {
  const args = ["sign-in", "create", "--organizer", slug, "--email", email];
  const password = (await stage.stampede(...args)).trim().split(/\s+/).at(-1) ?? "";
  return { email, password };
}
