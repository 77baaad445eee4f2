import { createClient } from "@stampede/client/create-client";
import { queryDefaults } from "@stampede/client/react/query-defaults";
import { createServer } from "@stampede/client/react/server";
import { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory } from "@tanstack/react-router";
import { renderToString } from "react-dom/server";

import { App } from "./App.tsx";
import { type PageData, primeQueries } from "./prime-queries.ts";
import { createAppRouter } from "./router.tsx";
import { textsOf } from "./texts/load-texts.ts";
import { serveTo, type Viewer } from "./viewer.ts";

/** An event with what there is of its tickets, and whom its page is for. */
type EventPageInput = Required<PageData> & Omit<Viewer, "timezone">;

/**
 * The markup of an event's page as a browser shows it first, for the server to put into `#root`: it
 * is there at once, while the scripts are on their way. Times are those of the event's place.
 */
export async function prerenderEvent(input: EventPageInput): Promise<string> {
  const { event, availability, locale, theme } = input;
  const queryClient = new QueryClient({ defaultOptions: queryDefaults });
  const server = createServer(createClient({ url: "/trpc" }));
  primeQueries(queryClient, server, { event, availability });
  const history = createMemoryHistory({ initialEntries: [`/events/${event.slug}`] });
  const router = createAppRouter({ queryClient, server }, { history });
  await Promise.all([router.load(), textsOf(locale, "common"), textsOf(locale, "events")]);
  // Nothing may come between these two: another page is for another viewer.
  serveTo({ locale, theme, timezone: event.timezone });
  return renderToString(<App router={router} />);
}
