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
  const [next] = events;
  const image = next && `${base}/covers/${next.slug}.png`;
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
    head: String(
      await headOf({ locale, title, description, url: `${base}/`, ...(image && { image }) }),
    ),
    summary: String(await summary),
    data: "",
  };
}

function eventLine(event: Event, locale: Locale) {
  const { slug, name, startsAt, timezone, venue, ticketTypes } = event;
  const prices = ticketTypes.map(({ price }) => price);
  const details = [venue?.city ?? venue?.name, pricesText(prices, locale)].filter(
    (part) => part !== undefined,
  );
  return html`<li>
    <a href="/events/${slug}">${name}</a>,
    <time datetime="${instantNumber(startsAt, timezone)}"
      >${instantText(startsAt, timezone, locale)}</time
    >
    (${timezone})${details.map((part) => ` · ${part}`)}
  </li>`;
}

/** What tickets cost, in words; undefined where there are none. */
function pricesText(prices: readonly Money[], locale: Locale): string | undefined {
  const [lowest, ...dearer] = prices.toSorted((a, b) => a.amount - b.amount);
  if (lowest === undefined) return undefined;
  const text = priceText(lowest, locale);
  if (dearer.every(({ amount }) => amount === lowest.amount)) return text;
  return lowest.amount === 0 ? TEXTS[locale].freeAndPaid : TEXTS[locale].from(text);
}
