/*
 * The access tokens of this visitor's reservations. A token comes in the fragment of an address, which
 * no server sees, or with the reply to a new reservation; it stays in this tab.
 */

import { keepInTab, keptInTab } from "./tab-storage.ts";

const PREFIX = "stampede.token.";
/** What may be a token: its key's name and its value. A fragment of another kind is left alone. */
const TOKEN_FORM = /^[\w-]+\.[\w-]+$/;

/** The token of a reservation, if this tab knows it. */
export function accessTokenOf(reservationId: string): string | undefined {
  return keptInTab(PREFIX + reservationId) ?? undefined;
}

/** Keeps the token of a reservation for this tab. */
export function rememberAccessToken(reservationId: string, accessToken: string): void {
  keepInTab(PREFIX + reservationId, accessToken);
}

/** Whether the fragment of an address is a token that this tab does not have yet. */
export function isNewToken(reservationId: string, hash: string): boolean {
  return TOKEN_FORM.test(hash) && hash !== accessTokenOf(reservationId);
}
