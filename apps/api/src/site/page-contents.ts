import type { DomainContext } from "@stampede/domain/context";
import { getEvent } from "@stampede/domain/events/get-event";
import { listEvents } from "@stampede/domain/events/list-events";
import type { AvailabilitySnapshot } from "@stampede/domain/inventory/availability-reader";
import { readAvailabilitySnapshot } from "@stampede/domain/inventory/read-availability";
import type { Availability } from "@stampede/domain/inventory/shapes";
import { inTime } from "@stampede/router/in-time";
import { createBoundedCache } from "./bounded-cache.ts";
import { digest } from "./entity-tag.ts";
import { eventPage } from "./event-page.ts";
import { homePage } from "./home-page.ts";
import type { Markups } from "./markups.ts";
import type { Look } from "./render.ts";
import { shareLoads } from "./shared-loads.ts";
import type { PageParts } from "./shell.ts";

const EVENTS_ON_HOME = 30;
/**
 * For so long an event's page keeps the figures that it has, so that a crowd that changes them with
 * every order costs few renderings. The page's own stream brings the newest.
 */
export const FIGURES_MS = 400;
/** Events whose figures are kept for that time. */
const FIGURES_MAX = 1_000;

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

/** Reads them for a crowd: those who ask at once share what is read, and figures for a moment more. */
export function createPageContents(
  domain: Pick<DomainContext, "db" | "availabilityReader">,
  markups: Markups,
): PageContents {
  const figures = createBoundedCache<AvailabilitySnapshot>(FIGURES_MAX);
  const events = shareLoads(async (idOrSlug): Promise<PageContent> => {
    const event = await getEvent(domain, { event: idOrSlug });
    const eventDigest = digest(JSON.stringify(event));
    const moment = Math.floor(performance.now() / FIGURES_MS);
    const { availability, etag } = await figures.get(`${eventDigest} ${moment}`, () =>
      readAvailabilitySnapshot(domain, { eventId: event.id }),
    );
    const content = `event ${eventDigest} ${etag}`;
    return {
      content,
      // Without the instant at which the figures were read, which is another one every second; but
      // a countdown begins there.
      meaning: isCounting(availability)
        ? content
        : `event ${eventDigest} ${digest(JSON.stringify(availability.ticketTypes))}`,
      make: async (look) => {
        const { locale, theme } = look;
        const markup = await markups(content, { event, availability, locale, theme });
        return eventPage(event, availability, look, markup);
      },
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

/** Whether a page says how long until the figures may change. */
function isCounting({ ticketTypes }: Availability): boolean {
  return ticketTypes.some(({ status }) => status === "not_started" || status === "all_held");
}
