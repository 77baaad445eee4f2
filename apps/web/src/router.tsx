import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";
import { createRouter, type RouterHistory } from "@tanstack/react-router";

import { PageSkeleton } from "./layouts/PageSkeleton.tsx";
import { ErrorPage } from "./layouts/ErrorPage.tsx";
import { NotFoundPage } from "./layouts/NotFoundPage.tsx";
import { routeTree } from "./routeTree.gen.ts";

/** Answers that come sooner are shown without a skeleton before them. */
const SKELETON_AFTER_MS = 150;
/** A skeleton that is shown stays for so long, so that it does not flash. */
const SKELETON_MS_MIN = 250;

/** What every route's loader has: where answers are kept, and the server's procedures. */
export interface RouterContext {
  readonly queryClient: QueryClient;
  readonly server: Server;
}

interface Place {
  /** Where it is, on a server; in a browser that has a history of its own. */
  readonly history?: RouterHistory;
  /** The path of the page that stands there already, as the server wrote it. */
  readonly writtenPath?: string | undefined;
}

/** Makes the router of the site. */
export function createAppRouter(context: RouterContext, { history, writtenPath }: Place = {}) {
  return createRouter({
    routeTree,
    context,
    ...(history && { history }),
    // On a server it would write a script into the page, which the page's policy refuses.
    scrollRestoration: history === undefined && scrollsFrom(writtenPath),
    defaultPreload: "intent",
    // The query client decides what is fresh; the router asks it every time.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: SKELETON_AFTER_MS,
    defaultPendingMinMs: SKELETON_MS_MIN,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

/**
 * Whether the router may scroll: a page that stands there already stays where it was scrolled to,
 * until another one has come.
 */
function scrollsFrom(writtenPath: string | undefined) {
  let staysAt = writtenPath;
  return ({ location }: { readonly location: { readonly pathname: string } }): boolean => {
    if (location.pathname === staysAt) return globalThis.scrollY === 0;
    staysAt = undefined;
    return true;
  };
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
