import { events } from "@stampede/db/schema";
import { and, eq, ne } from "drizzle-orm";
import type { DomainContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { idShape } from "../shapes.ts";
import { loadEvent, publicEvent } from "./load-events.ts";
import type { Event, GetEventInput } from "./shapes.ts";

/**
 * A published or cancelled event, by its id or its slug.
 *
 * @throws {DomainError} `NOT_FOUND` when there is none, or it is a draft.
 */
export async function getEvent(
  { db }: Pick<DomainContext, "db">,
  { event: idOrSlug }: GetEventInput,
): Promise<Event> {
  const isId = idShape.safeParse(idOrSlug).success;
  const found = await loadEvent(
    db,
    and(eq(isId ? events.id : events.slug, idOrSlug), ne(events.status, "draft")),
  );
  if (found === undefined) throw notFound("The event");
  return publicEvent(found);
}
