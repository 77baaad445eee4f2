import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";

import { type Session, sessionQuery } from "./session.ts";

/**
 * Lets only who is signed in pass; all others go to the sign-in, which brings them back.
 *
 * @param queryClient where the session is kept
 * @param next the address that was asked for, from its path on
 * @throws a redirect, which the router follows
 */
export async function requireSession(
  queryClient: QueryClient,
  next: string,
): Promise<{ readonly session: Session }> {
  const isKnown = Boolean(queryClient.getQueryData(sessionQuery.queryKey));
  const session = isKnown
    ? await queryClient.ensureQueryData({ ...sessionQuery, revalidateIfStale: true })
    : await queryClient.fetchQuery(sessionQuery);
  // oxlint-disable-next-line typescript/only-throw-error -- the router follows what is thrown
  if (session === null) throw redirect({ to: "/organizer/sign-in", search: { next } });
  return { session };
}

/**
 * Brings who is signed in already on to where they wanted to go.
 *
 * @param next from `?next=`
 * @throws a redirect, which the router follows
 */
export async function skipSignIn(
  queryClient: QueryClient,
  next: string | undefined,
): Promise<void> {
  const session = await queryClient.fetchQuery(sessionQuery);
  // oxlint-disable-next-line typescript/only-throw-error -- the router follows what is thrown
  if (session !== null) throw redirect(next === undefined ? { to: "/organizer" } : { href: next });
}
