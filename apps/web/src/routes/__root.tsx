import { createRootRouteWithContext } from "@tanstack/react-router";

import { SiteLayout } from "../layouts/SiteLayout.tsx";
import type { RouterContext } from "../router.tsx";
import { loadTexts } from "../texts/load-texts.ts";

export const Route = createRootRouteWithContext<RouterContext>()({
  loader: () => loadTexts("common"),
  component: SiteLayout,
});
