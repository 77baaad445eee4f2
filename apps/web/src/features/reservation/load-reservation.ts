import { isStampedeError } from "@stampede/client/errors";

import { accessTokenOf, isNewToken, rememberAccessToken } from "../../access-tokens.ts";
import type { RouterContext } from "../../router.tsx";
import { loadTexts } from "../../texts/load-texts.ts";

/** What the server says of a token that does not fit; it does not tell more. */
const REFUSALS = new Set<string>(["UNAUTHENTICATED", "NOT_FOUND", "INVALID_INPUT"]);

/** What a page is to show: the reservation that a token opens, or what is wrong with the link. */
type Loaded = { readonly accessToken: string } | { readonly lost: "missing" | "wrong" };

/**
 * Loads what the page of a reservation shows. The token in the address is kept for this tab first;
 * without one the server is not asked, for it would only refuse.
 *
 * @param hash the fragment of the address, without its `#`
 * @throws {StampedeError} when the reservation cannot be had now; its event may be missing.
 */
export async function loadReservation(
  context: RouterContext,
  reservationId: string,
  hash: string,
): Promise<Loaded> {
  const { queryClient, server } = context;
  const known = accessTokenOf(reservationId);
  if (isNewToken(reservationId, hash)) {
    rememberAccessToken(reservationId, hash);
    // What was seen, or refused, with another token says nothing about this one.
    queryClient.removeQueries(server.reservations.get.queryFilter({ reservationId }));
  }
  const texts = loadTexts("reservation", "tickets");
  const accessToken = accessTokenOf(reservationId);
  if (accessToken === undefined) {
    await texts;
    return { lost: "missing" };
  }
  const [isOpened] = await Promise.all([open(context, reservationId), texts]);
  if (isOpened) return { accessToken };
  // A link that was cut off does not take the place of one that fits.
  if (known !== undefined) rememberAccessToken(reservationId, known);
  return { lost: "wrong" };
}

/** Whether the server shows the reservation to the holder of this tab's token. */
async function open(
  { queryClient, server }: RouterContext,
  reservationId: string,
): Promise<boolean> {
  try {
    const { eventId } = await queryClient.ensureQueryData({
      ...server.reservations.get.queryOptions({ reservationId }),
      staleTime: 0,
      revalidateIfStale: true,
    });
    await queryClient
      .ensureQueryData(server.events.get.queryOptions({ event: eventId }))
      .catch(() => undefined);
    return true;
  } catch (error) {
    if (isStampedeError(error) && REFUSALS.has(error.reason)) return false;
    throw error;
  }
}
