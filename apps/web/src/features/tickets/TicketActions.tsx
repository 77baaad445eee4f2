import type { Outputs } from "@stampede/client/api";
import { CalendarPlus, Download, Printer } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useLocale, useTexts } from "../../texts/use-texts.ts";
import { calendarFile } from "./calendar.ts";
import { type PdfFailure, fetchPdf } from "./fetch-pdf.ts";
import { saveFile } from "./save-file.ts";

type Event = Outputs["events"]["get"];
type Reservation = Outputs["reservations"]["get"];

interface TicketActionsProps {
  readonly reservation: Reservation;
  readonly event: Event | undefined;
  readonly accessToken: string;
}

/** Takes the tickets along: as a document, on paper, and as a date in the calendar. */
export function TicketActions({ reservation, event, accessToken }: TicketActionsProps): ReactNode {
  const texts = useTexts("tickets");
  const pdf = usePdf(reservation, accessToken);
  const saveDate = useSaveDate(reservation, event);
  return (
    <div className="flex flex-col gap-3 print:hidden">
      <div className="grid gap-2 sm:flex sm:flex-wrap">
        <Button variant="primary" isBusy={pdf.isBusy} onClick={() => void pdf.save()}>
          <Download aria-hidden="true" className="size-5" />
          {texts.pdf}
        </Button>
        {saveDate && (
          <Button onClick={saveDate}>
            <CalendarPlus aria-hidden="true" className="size-5" />
            {texts.calendar}
          </Button>
        )}
        <Button onClick={() => window.print()}>
          <Printer aria-hidden="true" className="size-5" />
          {texts.print}
        </Button>
      </div>
      {pdf.failure && (
        <Notice tone="bad" live="alert" title={texts.pdfFailed.title}>
          {texts.pdfFailed[pdf.failure]}
        </Notice>
      )}
    </div>
  );
}

function usePdf(
  { id: reservationId, code, tickets }: Reservation,
  accessToken: string,
): { isBusy: boolean; failure: PdfFailure | null; save: () => Promise<void> } {
  const locale = useLocale();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PdfFailure | null>(null);
  return {
    isBusy,
    failure,
    async save() {
      setBusy(true);
      setFailure(null);
      const ticketCount = tickets.length;
      const result = await fetchPdf({ reservationId, accessToken, locale, ticketCount });
      if ("failure" in result) setFailure(result.failure);
      else {
        for (const [index, document] of result.documents.entries()) {
          saveFile(document, `tickets-${code}${index > 0 ? `-${index + 1}` : ""}.pdf`);
        }
      }
      setBusy(false);
    },
  };
}

/** Saves the event as a calendar's entry; null where nothing is known of it. */
function useSaveDate(
  { code, tickets, paidAt, createdAt }: Reservation,
  event: Event | undefined,
): (() => void) | null {
  const { calendarDescription } = useTexts("tickets");
  if (event === undefined) return null;
  return () => {
    const file = calendarFile({
      event,
      url: `${location.origin}/events/${event.slug}`,
      description: calendarDescription(code, tickets.length),
      madeAt: paidAt ?? createdAt,
    });
    saveFile(new Blob([file], { type: "text/calendar;charset=utf-8" }), `${event.slug}.ics`);
  };
}
