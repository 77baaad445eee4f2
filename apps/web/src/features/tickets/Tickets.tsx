import type { Outputs } from "@stampede/client/api";
import type { ReactNode } from "react";

import { useTexts } from "../../texts/use-texts.ts";
import { Ticket } from "./Ticket.tsx";
import { TicketActions } from "./TicketActions.tsx";

type Reservation = Outputs["reservations"]["get"];

interface TicketsProps {
  readonly reservation: Reservation;
  /** What the tickets are for, where that can be had. */
  readonly event: Outputs["events"]["get"] | undefined;
  readonly accessToken: string;
}

/** The tickets of a reservation, each as large as a phone shows it: the next one is a swipe away. */
export function Tickets({ reservation, event, accessToken }: TicketsProps): ReactNode {
  const { list } = useTexts("tickets");
  const { tickets, status } = reservation;
  const isValid = status === "paid" && event?.status !== "cancelled";
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <div
        role="region"
        aria-label={list}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={tickets.length > 1 ? 0 : undefined}
        className="relative -mx-4 snap-x snap-mandatory scroll-px-4 overflow-x-auto rounded-card px-4 py-1 md:mx-0 md:overflow-visible md:px-0 print:m-0 print:overflow-visible print:p-0"
      >
        <ul className="flex gap-3 md:grid md:grid-cols-2 md:gap-6 print:block">
          {tickets.map((ticket, index) => (
            <li
              key={ticket.id}
              className="flex w-[calc(100%-1.25rem)] max-w-sm shrink-0 snap-center only:w-full max-md:only:mx-auto md:w-auto print:mx-auto print:mb-8 print:max-w-sm print:break-inside-avoid"
            >
              <Ticket {...{ ticket, reservation, event, number: index + 1, isValid }} />
            </li>
          ))}
        </ul>
      </div>
      {isValid && <TicketActions {...{ reservation, event, accessToken }} />}
    </div>
  );
}
