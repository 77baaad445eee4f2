import { useServer } from "@stampede/client/react/server";
import { useCountdown } from "@stampede/client/react/use-countdown";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";

import { formatCountdown } from "../../format/time.ts";
import { formatDays } from "../../format/number.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import type { Event, TicketState, TicketType } from "./ticket-state.ts";
import { useWhen } from "./use-when.ts";

const DAY_MS = 86_400_000;
/** What is as near as this is counted by the second. */
const NEAR_MS = 2 * DAY_MS;

interface StateDetailProps {
  readonly state: TicketState;
  readonly ticketType: TicketType;
  readonly event: Event;
  /** The server's time of the state. */
  readonly asOf: string | undefined;
}

/** What a state means, and when it may change. */
export function StateDetail({ state, ticketType, event, asOf }: StateDetailProps): ReactNode {
  const texts = useTexts("events");
  const when = useWhen(event.timezone);
  const small = "text-sm text-soft";
  if (state.kind === "all_held") {
    const { returnsAt } = state;
    if (returnsAt === null) return <p className={small}>{texts.heldFor.someday}</p>;
    return (
      <p className={small}>
        {texts.heldFor.returns(when(returnsAt, "clock"))}{" "}
        <Left to={returnsAt} asOf={asOf} label={texts.heldFor.left} over={texts.heldFor.now} />
      </p>
    );
  }
  if (state.kind === "not_started") {
    const { opensAt } = state;
    if (opensAt === null) return <p className={small}>{texts.opens.unknown}</p>;
    return (
      <>
        <p className={small}>{texts.opens.at(when(opensAt))}</p>
        <p className="text-sm font-medium">
          <Left to={opensAt} asOf={asOf} label={texts.opens.left} over={texts.opens.now} />
        </p>
      </>
    );
  }
  if (state.kind === "ended" && ticketType.salesEndAt !== null) {
    return <p className={small}>{texts.endedAt(when(ticketType.salesEndAt))}</p>;
  }
  return null;
}

interface LeftProps {
  readonly to: string;
  readonly asOf: string | undefined;
  readonly label: string;
  readonly over: string;
}

/** The time up to an instant by the server's clock; at its end the state is asked for anew. */
function Left({ to, asOf, label, over }: LeftProps): ReactNode {
  const leftMs = useCountdown(asOf === undefined ? null : { expiresAt: to, serverNow: asOf });
  const isOver = leftMs === 0;
  const locale = useLocale();
  const queryClient = useQueryClient();
  const server = useServer();
  useEffect(() => {
    // Without a stream nothing says that a sale has begun.
    if (isOver) void queryClient.invalidateQueries(server.events.availability.pathFilter());
  }, [isOver, queryClient, server]);
  if (leftMs === null) return null;
  if (isOver) return over;
  return (
    <span className="whitespace-nowrap">
      {label}{" "}
      <span role="timer" className="tabular">
        {leftMs < NEAR_MS
          ? formatCountdown(leftMs)
          : formatDays(Math.round(leftMs / DAY_MS), locale)}
      </span>
    </span>
  );
}
