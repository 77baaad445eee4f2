import { getEventInput } from "@stampede/domain/events/shapes";

/** What a path leads to; the pages of organizers and of reservations are one person's, and nothing of them is known here. */
export type Page =
  | { readonly kind: "home" }
  | { readonly kind: "organizer" }
  | { readonly kind: "reservation" }
  | { readonly kind: "missing" }
  | { readonly kind: "event"; readonly event: string };

/** What programs ask for: nothing there is ever a page. */
const API = /^\/(?:trpc|api|documents|assets|covers|healthz|readyz|metrics)(?:\/|$)/;
const EVENT = /^\/events\/([^/]+)\/?$/;
const ORGANIZER = /^\/organizer(?:\/|$)/;
const RESERVATION = /^\/reservations\/[^/]+\/?$/;
/** A file, which no page's name looks like. */
const FILE = /\.[a-z0-9]+$/i;

/** Whether a path is one that programs ask for. */
export function isProgramPath(path: string): boolean {
  return API.test(path);
}

/** Whether the page at a path is one person's, of which the server knows nothing. */
export function isPrivatePage(path: string): boolean {
  return ORGANIZER.test(path) || RESERVATION.test(path);
}

/**
 * The page at a path, as far as the server can tell.
 *
 * @param path as it was sent, nothing decoded: all that leads to a page is plain ASCII
 * @returns undefined where a page never is
 */
export function pageOf(path: string): Page | undefined {
  if (path === "/") return { kind: "home" };
  if (isProgramPath(path) || FILE.test(path)) return undefined;
  if (ORGANIZER.test(path)) return { kind: "organizer" };
  if (RESERVATION.test(path)) return { kind: "reservation" };
  const event = getEventInput.safeParse({ event: EVENT.exec(path)?.[1] });
  return event.success ? { kind: "event", event: event.data.event } : { kind: "missing" };
}
