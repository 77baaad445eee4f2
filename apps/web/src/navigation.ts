import type { AnyRouter } from "@tanstack/react-router";

let leftPath: string | null = null;

/**
 * Notes each change of page, so that the heading of the next one takes the focus, however late its
 * data comes: screen readers then begin there, and not at the end of the page before.
 */
export function watchNavigation(router: AnyRouter): void {
  router.subscribe("onBeforeNavigate", ({ fromLocation, pathChanged }) => {
    if (fromLocation !== undefined && pathChanged) leftPath = fromLocation.pathname;
  });
}

/**
 * Whether a visitor has just come to a page from another one; true once for each change of page.
 *
 * @param path the path of the page that asks
 */
export function takeNavigation(path: string): boolean {
  const hasCome = leftPath !== null && leftPath !== path;
  if (hasCome) leftPath = null;
  return hasCome;
}
