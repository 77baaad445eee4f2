import type { ReactNode } from "react";

import { useTexts } from "../../texts/use-texts.ts";
import { paragraphsOf } from "./linked-text.ts";
import type { Event } from "./ticket-state.ts";

/** What the organizer wrote about an event. */
export function EventAbout({ event }: { readonly event: Event }): ReactNode {
  const { about, facts } = useTexts("events");
  const paragraphs = paragraphsOf(event.description);
  if (paragraphs.length === 0) return null;
  return (
    <section className="flex max-w-prose flex-col gap-3">
      <h2 className="text-heading">{about}</h2>
      {paragraphs.map(({ key: paragraph, parts }) => (
        <p key={paragraph} className="whitespace-pre-line text-pretty">
          {parts.map(({ key, text, href }) =>
            href === null ? (
              text
            ) : (
              <a
                key={key}
                href={href}
                target="_blank"
                rel="noreferrer nofollow ugc"
                className="link break-words"
              >
                {text}
                <span className="sr-only"> ({facts.opensElsewhere})</span>
              </a>
            ),
          )}
        </p>
      ))}
    </section>
  );
}
