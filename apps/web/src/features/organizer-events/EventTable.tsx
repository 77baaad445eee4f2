import type { Outputs } from "@stampede/client/api";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { type ReactNode, useState } from "react";

import { ButtonLink } from "../../components/ButtonLink.tsx";
import { type Column, DataTable } from "../../components/DataTable.tsx";
import { EventCover } from "../../components/EventCover.tsx";
import { EventTime } from "../../components/EventTime.tsx";
import { Meter } from "../../components/Meter.tsx";
import { Money } from "../../components/Money.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { formatNumber } from "../../format/number.ts";
import type { Texts } from "../../texts/catalogs.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { EventStateBadge } from "./EventStateBadge.tsx";
import { stateOf } from "./event-state.ts";
import type { OrganizerEvent } from "./event-values.ts";

type Figures = Outputs["statistics"]["byEvent"]["items"][number];

interface EventTableProps {
  readonly events: readonly OrganizerEvent[];
  /** Of all events; undefined while they are on their way. */
  readonly figures: readonly Figures[] | undefined;
  /** Whether these are all: some of them, sorted, would look as if they were. */
  readonly isWhole: boolean;
}

/** Events with their state and what is sold of them; each leads to its dashboard. */
export function EventTable({ events, figures, isWhole }: EventTableProps): ReactNode {
  const { list } = useTexts("organizerEvents");
  const byId = new Map(figures?.map((each) => [each.eventId, each]));
  const [nowMs] = useState(() => Date.now());
  const columns = columnsOf(list, byId, nowMs);
  return (
    <DataTable
      caption={list.caption}
      columns={isWhole ? columns : columns.map(({ sortValue: _unused, ...column }) => column)}
      rows={events}
      rowKey={({ id }) => id}
    />
  );
}

function columnsOf(
  list: Texts<"organizerEvents">["list"],
  figures: ReadonlyMap<string, Figures>,
  nowMs: number,
): readonly Column<OrganizerEvent>[] {
  return [
    {
      key: "event",
      heading: list.event,
      cell: (event) => <NameCell event={event} />,
      sortValue: ({ name }) => name,
    },
    {
      key: "starts",
      heading: list.starts,
      cell: ({ startsAt, timezone }) => <EventTime startsAt={startsAt} timezone={timezone} />,
      sortValue: ({ startsAt }) => startsAt,
    },
    {
      key: "state",
      heading: list.state,
      cell: (event) => <EventStateBadge state={stateOf(event, nowMs)} />,
      sortValue: (event) => stateOf(event, nowMs),
    },
    {
      key: "sold",
      heading: list.sold,
      cell: ({ id }) => <SoldCell label={list.sold} figures={figures.get(id)} />,
      sortValue: ({ id }) => figures.get(id)?.sold ?? 0,
    },
    {
      key: "revenue",
      heading: list.revenue,
      isNumber: true,
      cell: ({ id }) => <RevenueCell figures={figures.get(id)} />,
      sortValue: ({ id }) => figures.get(id)?.revenue.amount ?? 0,
    },
    { key: "edit", heading: list.actions, cell: (event) => <EditCell event={event} /> },
  ];
}

function NameCell({ event }: { readonly event: OrganizerEvent }): ReactNode {
  return (
    <Link
      to="/organizer/events/$eventId"
      params={{ eventId: event.id }}
      className="flex min-h-11 min-w-0 items-center gap-3 rounded-control hover:underline md:max-w-md"
    >
      <EventCover slug={event.slug} className="hidden h-10 w-14 shrink-0 rounded-md sm:block" />
      <span className="line-clamp-2 min-w-0 wrap-anywhere">{event.name}</span>
    </Link>
  );
}

interface FiguresProps {
  readonly figures: Figures | undefined;
}

function SoldCell({ label, figures }: FiguresProps & { readonly label: string }): ReactNode {
  const { list } = useTexts("organizerEvents");
  const locale = useLocale();
  if (figures === undefined) return <Skeleton className="h-9 w-32" />;
  const [sold = "", held = "", capacity = ""] = [figures.sold, figures.held, figures.capacity].map(
    (count) => formatNumber(count, locale),
  );
  return (
    <div className="flex w-40 max-w-full flex-col gap-1.5 max-md:items-end">
      <span className="tabular md:whitespace-nowrap">
        {list.soldOf(sold, capacity)}
        {figures.held > 0 && <span className="text-soft"> · {list.held(held)}</span>}
      </span>
      <Meter
        label={label}
        max={figures.capacity}
        parts={[
          { kind: "sold", value: figures.sold },
          { kind: "held", value: figures.held },
        ]}
        text={list.meter(sold, held, capacity)}
      />
    </div>
  );
}

function RevenueCell({ figures }: FiguresProps): ReactNode {
  return figures === undefined ? (
    <Skeleton className="ml-auto h-5 w-20" />
  ) : (
    <Money value={figures.revenue} />
  );
}

function EditCell({ event }: { readonly event: OrganizerEvent }): ReactNode {
  const { list } = useTexts("organizerEvents");
  return (
    <ButtonLink
      to="/organizer/events/$eventId/edit"
      params={{ eventId: event.id }}
      size="small"
      variant="quiet"
      aria-label={list.editOf(event.name)}
    >
      <Pencil aria-hidden="true" className="size-4" />
      {list.edit}
    </ButtonLink>
  );
}
