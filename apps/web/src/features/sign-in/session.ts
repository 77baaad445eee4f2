import { queryOptions } from "@tanstack/react-query";

import { type Session, listSessions, readSession } from "./sign-in-api.ts";
import { asQuery } from "./sign-in-request.ts";

export type { Session } from "./sign-in-api.ts";

/** For how long a session that was there is taken to be there still; the server always decides. */
const FRESH_MS = 60_000;

/** Who is signed in here, or null. That nobody is, is asked anew each time. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }): Promise<Session | null> => asQuery(readSession(signal)),
  staleTime: ({ state }) => (state.data ? FRESH_MS : 0),
});

/** The browsers in which the same user is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => asQuery(listSessions(signal)),
  staleTime: 0,
});
