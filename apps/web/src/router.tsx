import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";

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

/** Makes the router of the site. */
export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    scrollRestoration: true,
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

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
