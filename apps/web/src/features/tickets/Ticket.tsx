import type { Outputs } from "@stampede/client/api";
import { CircleCheck, Ban } from "lucide-react";
import type { ReactNode } from "react";

import { EventTime } from "../../components/EventTime.tsx";
import { formatTime } from "../../format/time.ts";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { QrCode } from "../../components/QrCode.tsx";
import "./ticket.css";
import { spacedCode } from "./ticket-code.ts";

type Reservation = Outputs["reservations"]["get"];

interface TicketProps {
  readonly ticket: Reservation["tickets"][number];
  readonly reservation: Reservation;
  readonly event: Outputs["events"]["get"] | undefined;
  /** From 1, among the tickets of the reservation. */
  readonly number: number;
  /** Whether it lets somebody in; one that was taken back does not, nor one of a cancelled event. */
  readonly isValid: boolean;
}

/** One ticket: a white card in every theme, for the person at the door and for their scanner. */
export function Ticket({ ticket, reservation, event, number, isValid }: TicketProps): ReactNode {
  const texts = useTexts("tickets");
  const { items, customer, code, tickets } = reservation;
  const type = items.find(({ ticketTypeId }) => ticketTypeId === ticket.ticketTypeId);
  return (
    <article className="ticket flex w-full flex-col overflow-hidden rounded-card border border-line bg-surface text-ink">
      <TicketHead name={reservation.eventName} event={event} />
      <div className="flex flex-col items-center gap-3 px-5 pb-5">
        <div className="w-full max-w-60">
          {isValid ? (
            <QrCode text={ticket.code} label={texts.code(spacedCode(ticket.code))} />
          ) : (
            <VoidCode />
          )}
        </div>
        <p className="text-center">
          <span className="sr-only">{texts.codeLabel}: </span>
          <span
            className={`font-mono text-lg font-semibold tracking-wide ${isValid ? "" : "text-faint line-through"}`}
          >
            {spacedCode(ticket.code)}
          </span>
        </p>
        {isValid && <CheckedIn at={ticket.checkedInAt} timezone={event?.timezone} />}
      </div>
      <dl className="mt-auto grid grid-cols-2 gap-x-4 gap-y-2 border-t-2 border-dashed border-line px-5 py-4 text-sm">
        <Detail term={texts.position(number, tickets.length)} value={type?.name ?? ""} />
        <Detail term={texts.reservation} value={code} />
        <Detail
          term={customer.name === null ? texts.email : texts.holder}
          value={customer.name ?? customer.email}
          isWide
        />
      </dl>
    </article>
  );
}

interface TicketHeadProps {
  readonly name: string;
  readonly event: TicketProps["event"];
}

function TicketHead({ name, event }: TicketHeadProps): ReactNode {
  const venue = event?.venue;
  const place = [venue?.address, venue?.city].filter((part) => part != null && part !== "");
  return (
    <div className="flex flex-col gap-1 p-5 pb-3">
      <h2 className="text-heading">{name}</h2>
      {event && (
        <p className="text-sm">
          <EventTime startsAt={event.startsAt} endsAt={event.endsAt} timezone={event.timezone} />
        </p>
      )}
      {venue && <p className="text-sm text-soft">{[venue.name, ...place].join(", ")}</p>}
    </div>
  );
}

interface CheckedInProps {
  readonly at: string | null;
  readonly timezone: string | undefined;
}

function CheckedIn({ at, timezone }: CheckedInProps): ReactNode {
  const { checkedIn } = useTexts("tickets");
  const locale = useLocale();
  if (at === null) return null;
  return (
    <p className="inline-flex items-center gap-2 rounded-full bg-good-soft px-3 py-1 text-sm font-semibold text-good">
      <CircleCheck aria-hidden="true" className="size-4" />
      {checkedIn(formatTime(at, locale, "clock", timezone))}
    </p>
  );
}

/** Where the code was: nothing that a scanner could read. */
function VoidCode(): ReactNode {
  const texts = useTexts("tickets");
  return (
    <div className="flex aspect-square flex-col items-center justify-center gap-2 rounded-card bg-bad-soft p-4 text-center text-bad">
      <Ban aria-hidden="true" className="size-12" />
      <p className="text-heading">{texts.void}</p>
      <p className="text-sm">{texts.voidText}</p>
    </div>
  );
}

interface DetailProps {
  readonly term: string;
  readonly value: string;
  readonly isWide?: boolean;
}

function Detail({ term, value, isWide = false }: DetailProps): ReactNode {
  return (
    <div className={isWide ? "col-span-2" : "min-w-0"}>
      <dt className="text-soft">{term}</dt>
      <dd className="font-medium [overflow-wrap:anywhere]">{value}</dd>
    </div>
  );
}
