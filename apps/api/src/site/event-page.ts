import type { Event } from "@stampede/domain/events/shapes";
import type { Availability } from "@stampede/domain/inventory/shapes";
import { html, raw } from "hono/html";
import { dataBlock } from "./data-block.ts";
import { eventJsonLd } from "./event-json-ld.ts";
import { instantNumber, instantText, priceText } from "./format.ts";
import { headOf } from "./head.ts";
import type { Look } from "./render.ts";
import type { PageParts } from "./shell.ts";
import { TEXTS, type Locale } from "./texts.ts";

const DESCRIPTION_LENGTH_MAX = 200;

/**
 * What an event's page says without any script: to search engines, to those that it is shared with,
 * and to readers; and the data that the page begins with.
 *
 * @param markup the page as a browser shows it first; without it, there is a summary
 */
export async function eventPage(
  event: Event,
  availability: Availability,
  { locale, base }: Look,
  markup?: string,
): Promise<PageParts> {
  const links = { url: `${base}/events/${event.slug}`, image: `${base}/covers/${event.slug}.png` };
  const texts = TEXTS[locale];
  const head = headOf({
    locale,
    title: texts.eventTitle(event.name, event.venue?.city ?? null),
    description: describe(event, locale),
    ...links,
  });
  const jsonLd = dataBlock('type="application/ld+json"', eventJsonLd(event, availability, links));
  const data = dataBlock('type="application/json" id="stampede-data"', { event, availability });
  return {
    head: String(await html`${head}${jsonLd}`),
    summary:
      markup === undefined
        ? String(await summaryOf(event, availability, locale))
        : String(await needsScript(locale)) + markup,
    data: String(data),
  };
}

function needsScript(locale: Locale) {
  return html`<noscript><p>${TEXTS[locale].needsScript}</p></noscript>`;
}

/** What the organizer wrote, shortened to what fits, or else when and where it is. */
function describe(event: Event, locale: Locale): string {
  const line = event.description.replaceAll(/\s+/g, " ").trim();
  if (line === "") {
    const when = instantText(event.startsAt, event.timezone, locale);
    return TEXTS[locale].eventDescription(when, placeOf(event));
  }
  if (line.length <= DESCRIPTION_LENGTH_MAX) return line;
  const cut = line.slice(0, DESCRIPTION_LENGTH_MAX);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))} …`;
}

function placeOf({ venue }: Event): string | null {
  return venue === null
    ? null
    : [venue.name, venue.city].filter((part) => part !== null).join(", ");
}

function summaryOf(event: Event, availability: Availability, locale: Locale) {
  const texts = TEXTS[locale];
  const { startsAt, timezone, venue } = event;
  const where =
    venue === null
      ? texts.noPlace
      : [venue.name, venue.address, venue.city, venue.country]
          .filter((part) => part !== null)
          .join(", ");
  const paragraphs = event.description.split(/\n{2,}/).filter((text) => text.trim() !== "");
  return html`<main data-summary>
    <h1>${event.name}</h1>
    ${event.status === "cancelled" ? html`<p><strong>${texts.cancelled}</strong></p>` : raw("")}
    <p>
      <time datetime="${instantNumber(startsAt, timezone)}"
        >${instantText(startsAt, timezone, locale)}</time
      >
      (${timezone})
    </p>
    <address>${where}</address>
    <p>${texts.organizedBy(event.organizer.name)}</p>
    ${paragraphs.map((text) => html`<p>${text}</p>`)}
    <h2>${texts.tickets}</h2>
    <ul>
      ${event.ticketTypes.map((type) => ticketTypeLine(type, event, availability, locale))}
    </ul>
    ${needsScript(locale)}
    <p><a href="/">${texts.toEvents}</a></p>
  </main>`;
}

function ticketTypeLine(
  { id, name, price, salesStartAt }: Event["ticketTypes"][number],
  { timezone }: Event,
  { ticketTypes }: Availability,
  locale: Locale,
) {
  const { status } = ticketTypes.find(({ ticketTypeId }) => ticketTypeId === id) ?? {};
  const opensAt = salesStartAt === null ? null : instantText(salesStartAt, timezone, locale);
  const state = status === undefined ? "" : ` · ${TEXTS[locale].status[status](opensAt)}`;
  return html`<li>${name}: ${priceText(price, locale)}${state}</li>`;
}
