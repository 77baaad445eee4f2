import { isStampedeError } from "@stampede/client/errors";
import { createFileRoute, notFound } from "@tanstack/react-router";

import { EventPage } from "../features/events/EventPage.tsx";
import { EventPageSkeleton } from "../features/events/EventPageSkeleton.tsx";
import { loadEvent } from "../features/events/load-event.ts";
import { throwNotFound } from "../not-found.ts";
import { loadTexts } from "../texts/load-texts.ts";

export const Route = createFileRoute("/events/$slug")({
  loader: ({ context, params: { slug } }) =>
    Promise.all([
      loadTexts("events"),
      loadEvent(context, slug).catch((error: unknown) => {
        // What can be no name of an event is none.
        // oxlint-disable-next-line typescript/only-throw-error -- the router looks for what is thrown
        if (isStampedeError(error) && error.reason === "INVALID_INPUT") throw notFound();
        throwNotFound(error);
      }),
    ]).then(() => undefined),
  component: EventPage,
  pendingComponent: EventPageSkeleton,
});
