import type { DomainContext } from "@stampede/domain/context";
import { getEvent } from "@stampede/domain/events/get-event";
import { listEvents } from "@stampede/domain/events/list-events";
import { readAvailabilitySnapshot } from "@stampede/domain/inventory/read-availability";
import { inTime } from "@stampede/router/in-time";
import { digest } from "./entity-tag.ts";
import { eventPage } from "./event-page.ts";
import { homePage } from "./home-page.ts";
import type { Prerender } from "./prerender.ts";
import type { Look } from "./render.ts";
import { shareLoads } from "./shared-loads.ts";
import type { PageParts } from "./shell.ts";

const EVENTS_ON_HOME = 30;

/** What a page is made of. */
export interface PageContent {
  /** Changes with every byte of it. */
  readonly content: string;
  /** Changes with what it says, whenever that was read. */
  readonly meaning: string;
  readonly make: (look: Look) => Promise<PageParts>;
}

/** Reads what pages are made of. */
export interface PageContents {
  /** @throws {DomainError} NOT_FOUND for a draft or an unknown event; UNAVAILABLE */
  event(idOrSlug: string): Promise<PageContent>;
  /** @throws {DomainError} UNAVAILABLE */
  home(): Promise<PageContent>;
}

/** Reads them for a crowd: those who ask at once share what is read. */
export function createPageContents(
  domain: Pick<DomainContext, "db" | "availabilityReader">,
  prerender?: Prerender,
): PageContents {
  const events = shareLoads(async (idOrSlug): Promise<PageContent> => {
    const event = await getEvent(domain, { event: idOrSlug });
    const { availability, etag } = await readAvailabilitySnapshot(domain, { eventId: event.id });
    const eventDigest = digest(JSON.stringify(event));
    return {
      content: `event ${eventDigest} ${etag}`,
      // Without the instant at which the figures were read, which is another one every second.
      meaning: `event ${eventDigest} ${digest(JSON.stringify(availability.ticketTypes))}`,
      make: (look) => eventPage(event, availability, look, prerender),
    };
  });
  const homes = shareLoads(async (): Promise<PageContent> => {
    const { items } = await listEvents(domain, { limit: EVENTS_ON_HOME });
    const content = `home ${digest(JSON.stringify(items))}`;
    return { content, meaning: content, make: (look) => homePage(items, look) };
  });
  return {
    event: (idOrSlug) => inTime(events(idOrSlug)),
    home: () => inTime(homes("")),
  };
}
