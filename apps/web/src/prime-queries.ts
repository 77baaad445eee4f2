import type { Outputs } from "@stampede/client/api";
import type { Server } from "@stampede/client/react/server";
import type { QueryClient } from "@tanstack/react-query";

/** What the server writes into the page of an event. */
export interface PageData {
  readonly event?: Outputs["events"]["get"];
  readonly availability?: Outputs["events"]["availability"];
}

/** Puts what came with the page where its queries will look for it, so that they need not ask. */
export function primeQueries(
  queryClient: QueryClient,
  server: Server,
  { event, availability }: PageData = pageData(),
): void {
  if (event !== undefined) {
    for (const name of [event.slug, event.id]) {
      queryClient.setQueryData(server.events.get.queryKey({ event: name }), event);
    }
  }
  if (availability !== undefined) {
    const { eventId } = availability;
    queryClient.setQueryData(server.events.availability.queryKey({ eventId }), availability);
  }
}

function pageData(): PageData {
  const text = document.querySelector("#stampede-data")?.textContent;
  return text ? JSON.parse(text) : {};
}
