import type { RouterContext } from "../../router.tsx";

/**
 * Loads an event, and what there is of its tickets where that is to be had: without it the page
 * shows the event all the same.
 *
 * @param name its slug or its id
 * @throws {StampedeError}
 */
export async function loadEvent(
  { queryClient, server }: RouterContext,
  name: string,
): Promise<void> {
  const event = await queryClient.ensureQueryData(server.events.get.queryOptions({ event: name }));
  const figures = server.events.availability.queryOptions({ eventId: event.id });
  await queryClient.ensureQueryData({ ...figures, retry: false }).catch(() => undefined);
}
