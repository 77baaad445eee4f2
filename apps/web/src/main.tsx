import { createClient } from "@stampede/client/create-client";
import { queryDefaults } from "@stampede/client/react/query-defaults";
import { createServer } from "@stampede/client/react/server";
import { QueryClient } from "@tanstack/react-query";
import { startTransition } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App.tsx";
import { accessTokenOf } from "./access-tokens.ts";
import { watchNavigation } from "./navigation.ts";
import { primeQueries } from "./prime-queries.ts";
import { noteRetry } from "./retried-calls.ts";
import { createAppRouter } from "./router.tsx";
import { currentLocale } from "./texts/load-texts.ts";
import { applyTheme, currentTheme } from "./theme.ts";
import "./styles/main.css";

/** After so long a skeleton is shown instead of the server's summary. */
const SUMMARY_MS_MAX = 3_000;

const queryClient = new QueryClient({ defaultOptions: queryDefaults });
const client = createClient({
  url: "/trpc",
  getAccessToken: accessTokenOf,
  retries: { onRetry: noteRetry },
});
const server = createServer(client);
const root = document.querySelector("#root");
if (root === null) throw new Error("the page has no #root");
const isWritten = root.querySelector("#order") !== null;
const router = createAppRouter(
  { queryClient, server },
  { writtenPath: isWritten ? location.pathname : undefined },
);

document.documentElement.lang = currentLocale();
applyTheme(currentTheme());
primeQueries(queryClient, server);
watchNavigation(router);

void show(root);

async function show(place: Element): Promise<void> {
  // A page that cannot be taken over is made anew.
  if (isWritten) await takeOver(place).catch(reportError);
  globalThis.stampedeEarly?.end();
  // For those who wait until the page itself answers.
  globalThis.stampedeEarly = undefined;
  if (!place.isConnected) return;
  // Where the server wrote a summary, it stays until the page can take its place in one step.
  if (place.childElementCount > 0) {
    const bound = new Promise((resolve) => setTimeout(resolve, SUMMARY_MS_MAX));
    await Promise.race([router.load(), bound]);
  }
  createRoot(place).render(<App router={router} />);
}

/**
 * Makes the page beside the one that the server wrote, and then puts it in its place with all that
 * was pressed and typed there. It is made in pieces, between which the old one answers.
 */
async function takeOver(written: Element): Promise<void> {
  await router.load();
  const page = document.createElement("div");
  await new Promise<void>((resolve, reject) => {
    const app = <App router={router} onShow={resolve} />;
    const onUncaughtError = (error: unknown): void => {
      // Also of one that comes when the page is long there.
      reportError(error);
      reject(error);
    };
    const made = createRoot(page, { onUncaughtError });
    startTransition(() => made.render(app));
  });
  const swap = (): void => {
    page.id = written.id;
    written.replaceWith(page);
  };
  const early = globalThis.stampedeEarly;
  if (early === undefined) swap();
  else await early.takeOver(swap);
}
