import { createClient } from "@stampede/client/create-client";
import { queryDefaults } from "@stampede/client/react/query-defaults";
import { ServerProvider, createServer } from "@stampede/client/react/server";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { accessTokenOf } from "./access-tokens.ts";
import { watchNavigation } from "./navigation.ts";
import { primeQueries } from "./prime-queries.ts";
import { createAppRouter } from "./router.tsx";
import { currentLocale } from "./texts/load-texts.ts";
import { applyTheme, currentTheme } from "./theme.ts";
import "./styles/main.css";

/** After so long a skeleton is shown instead of the server's summary. */
const SUMMARY_MS_MAX = 3_000;

const queryClient = new QueryClient({ defaultOptions: queryDefaults });
const client = createClient({ url: "/trpc", getAccessToken: accessTokenOf });
const server = createServer(client);
const router = createAppRouter({ queryClient, server });

document.documentElement.lang = currentLocale();
applyTheme(currentTheme());
primeQueries(queryClient, server);
watchNavigation(router);

const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
void show(root);

async function show(place: Element): Promise<void> {
  // Where the server wrote a summary, it stays until the page can take its place in one step.
  if (place.childElementCount > 0) {
    const bound = new Promise((resolve) => setTimeout(resolve, SUMMARY_MS_MAX));
    await Promise.race([router.load(), bound]);
  }
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ServerProvider value={server}>
          <RouterProvider router={router} />
        </ServerProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
