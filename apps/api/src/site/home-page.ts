import type { Event } from "@stampede/domain/events/shapes";
import type { Money } from "@stampede/domain/shapes";
import { html } from "hono/html";
import { instantNumber, instantText, priceText } from "./format.ts";
import { headOf } from "./head.ts";
import type { PageParts } from "./shell.ts";
import { TEXTS, type Locale } from "./texts.ts";

/**
 * What the first page says without any script: the next events, each with its address.
 *
 * @param base where the site is, without a slash at its end.
 */
export async function homePage(
  events: readonly Event[],
  { locale, base }: { readonly locale: Locale; readonly base: string },
): Promise<PageParts> {
  const texts = TEXTS[locale];
  const { homeTitle: title, homeDescription: description } = texts;
  const summary = html`<main data-summary>
    <h1>${texts.homeHeading}</h1>
    ${
      events.length === 0
        ? html`<p>${texts.noEvents}</p>`
        : html`<ul>
            ${events.map((event) => eventLine(event, locale))}
          </ul>`
    }
  </main>`;
  return {
    head: String(await headOf({ locale, title, description, url: `${base}/` })),
    summary: String(await summary),
    data: "",
  };
}

function eventLine(event: Event, locale: Locale) {
  const { slug, name, startsAt, timezone, venue, ticketTypes } = event;
  const cheapest = ticketTypes.toSorted((a, b) => a.price.amount - b.price.amount).at(0);
  const details = [
    venue?.city ?? venue?.name,
    cheapest && priceFrom(cheapest.price, locale),
  ].filter((part) => part !== undefined);
  return html`<li>
    <a href="/events/${slug}">${name}</a>,
    <time datetime="${instantNumber(startsAt, timezone)}"
      >${instantText(startsAt, timezone, locale)}</time
    >${details.map((part) => ` · ${part}`)}
  </li>`;
}

function priceFrom(price: Money, locale: Locale): string {
  const text = priceText(price, locale);
  return price.amount === 0 ? text : TEXTS[locale].from(text);
}
