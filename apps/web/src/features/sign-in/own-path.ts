/** `next` where it leads to a page of this site, and nowhere else. */
export function ownPath(next: unknown): string | undefined {
  if (typeof next !== "string" || !next.startsWith("/")) return undefined;
  return URL.parse(next, location.origin)?.origin === location.origin ? next : undefined;
}
