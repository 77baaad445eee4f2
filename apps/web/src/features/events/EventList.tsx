import { useServer } from "@stampede/client/react/server";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx/lite";
import { type ReactNode, useEffect, useRef } from "react";

import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Notice } from "../../components/Notice.tsx";
import { buttonClass } from "../../components/button-class.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { EventCard } from "./EventCard.tsx";
import { EventCardsSkeleton } from "./EventsSkeleton.tsx";
import { eventsQuery } from "./events-query.ts";

/** The events that are found, with more of them at a press. */
export function EventList({ search }: { readonly search: string }): ReactNode {
  const texts = useTexts("eventList");
  const query = useInfiniteQuery({
    ...eventsQuery(useQueryClient(), useServer(), search),
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isPlaceholderData } = query;
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  const { list, more } = useMore(events.length);

  if (query.isPending) return <EventCardsSkeleton />;
  if (data === undefined) return <Failed onRetry={() => void query.refetch()} />;
  return (
    <section aria-label={texts.label} className="flex flex-col gap-8">
      <p role="status" className="sr-only">
        {!isPlaceholderData && texts.found(events.length, hasNextPage)}
      </p>
      {events.length === 0 ? (
        <NothingFound search={search} />
      ) : (
        <ul
          ref={list}
          className={clsx(
            "grid grid-cols-[minmax(0,1fr)] gap-4 transition-opacity sm:grid-cols-2 sm:gap-6 lg:grid-cols-3",
            isPlaceholderData && "opacity-60",
          )}
        >
          {events.map((event) => (
            <EventCard key={event.id} event={event} />
          ))}
        </ul>
      )}
      {query.isFetchNextPageError && (
        <Notice tone="bad" live="alert">
          {texts.moreFailed}
        </Notice>
      )}
      {hasNextPage && (
        <ShowMore
          isBusy={query.isFetchingNextPage}
          onPress={() => {
            more();
            void query.fetchNextPage();
          }}
        />
      )}
    </section>
  );
}

/** Puts the focus on the first event that came with `more`, from which the button has moved away. */
function useMore(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const from = useRef<number>(null);
  useEffect(() => {
    const index = from.current;
    if (index === null || count <= index) return;
    from.current = null;
    list.current?.querySelectorAll("a")[index]?.focus({ preventScroll: true });
  }, [count]);
  return { list, more: () => void (from.current = count) };
}

function ShowMore({
  isBusy,
  onPress,
}: {
  readonly isBusy: boolean;
  readonly onPress: () => void;
}): ReactNode {
  const { showMore } = useTexts("common");
  return (
    <Button className="self-center" size="large" isBusy={isBusy} onClick={onPress}>
      {showMore}
    </Button>
  );
}

function NothingFound({ search }: { readonly search: string }): ReactNode {
  const texts = useTexts("eventList");
  if (search === "") return <EmptyState title={texts.none}>{texts.noneText}</EmptyState>;
  return (
    <EmptyState
      title={texts.nothingFound(search)}
      action={
        <Link to="/" search={{}} className={buttonClass({})}>
          {texts.showAll}
        </Link>
      }
    >
      {texts.nothingFoundText}
    </EmptyState>
  );
}

function Failed({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const texts = useTexts("eventList");
  const { retry } = useTexts("common");
  return (
    <Notice
      tone="bad"
      live="alert"
      title={texts.failed}
      actions={<Button onClick={onRetry}>{retry}</Button>}
    >
      {texts.failedText}
    </Notice>
  );
}
