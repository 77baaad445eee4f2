import { createSignInContext } from "@stampede/auth/context";
import { isSignedSession } from "@stampede/auth/require-session";
import type { Database } from "@stampede/db/client";
import type { Logger } from "pino";
import type { Environment } from "../environment.ts";
import { type AuthenticateSession, createSessionAuthentication } from "./authenticate-session.ts";
import { ownOrigins } from "./own-origins.ts";
import { createSignInEndpoint, type EndpointLimits } from "./sign-in-endpoint.ts";

/** Signing in, as the server mounts it. */
export interface OpenSignIn {
  readonly authenticateSession: AuthenticateSession;
  /** Whether this server signed the session's cookie among a request's; no database is asked. */
  isSignedSession(cookies: string): boolean;
  /** Answers `/api/auth/…`. */
  createEndpoint(limits: EndpointLimits): ReturnType<typeof createSignInEndpoint>;
  /** Where the server listens, once the system has said it. */
  listensOn(port: number): void;
}

/** Opens signing in, once for each process. */
export function openSignIn(environment: Environment, db: Database, log: Logger): OpenSignIn {
  let { port } = environment;
  const signIn = createSignInContext({ ...environment, db, log });
  const isOwnOrigin = ownOrigins(environment, () => port);
  return {
    authenticateSession: createSessionAuthentication(signIn, isOwnOrigin),
    isSignedSession: (cookies) => isSignedSession(signIn, cookies),
    createEndpoint: (limits) => createSignInEndpoint({ ...limits, signIn, isOwnOrigin }),
    listensOn: (actual) => void (port = actual),
  };
}
