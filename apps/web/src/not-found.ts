import { isStampedeError } from "@stampede/client/errors";
import { notFound } from "@tanstack/react-router";

/**
 * For the `catch` of a loader: what the server does not have, or does not show to this visitor, is a
 * page that was not found; any other failure stays what it is.
 *
 * @throws always
 */
export function throwNotFound(error: unknown): never {
  // Loaders send what stands in the address, so what cannot even be read of it is not there either.
  const isNowhere =
    isStampedeError(error) && (error.reason === "NOT_FOUND" || error.reason === "INVALID_INPUT");
  // oxlint-disable-next-line typescript/only-throw-error -- the router looks for what is thrown
  if (isNowhere) throw notFound();
  throw error;
}
