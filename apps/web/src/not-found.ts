import { isStampedeError } from "@stampede/client/errors";
import { notFound } from "@tanstack/react-router";

/**
 * For the `catch` of a loader: what the server does not have, or does not show to this visitor, is a
 * page that was not found; any other failure stays what it is.
 *
 * @throws always
 */
export function throwNotFound(error: unknown): never {
  // oxlint-disable-next-line typescript/only-throw-error -- the router looks for what is thrown
  if (isStampedeError(error) && error.reason === "NOT_FOUND") throw notFound();
  throw error;
}
