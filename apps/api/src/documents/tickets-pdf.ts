import { setImmediate as turn } from "node:timers/promises";
import type { IssuedTickets } from "@stampede/domain/tickets/get-tickets";
import Pdf from "pdfkit";
import { drawTicket, PAGE } from "./draw-ticket.ts";
import { registerFonts } from "./fonts.ts";
import type { TicketTexts } from "./texts.ts";

/**
 * Tickets in one document at most. An ordinary reservation has up to 100 (ten ticket types of ten);
 * one of a ticket type that allows more is taken in parts, about 1 MB each.
 */
export const TICKETS_MAX = 500;

/**
 * The tickets of a reservation as a PDF, one on a page. Others have their turn between two pages.
 *
 * @param options.from the first one, counted from 0; up to `TICKETS_MAX` of them are drawn.
 */
export async function ticketsPdf(
  tickets: IssuedTickets,
  { from, texts }: { readonly from: number; readonly texts: TicketTexts },
): Promise<Buffer<ArrayBuffer>> {
  const { reservation } = tickets;
  const { margin, width, height } = PAGE;
  const document = new Pdf({
    autoFirstPage: false,
    size: [width, height],
    margin,
    lang: texts.language,
    displayTitle: true,
    info: { Title: texts.documentTitle(reservation.code), Creator: "Stampede" },
  });
  registerFonts(document);
  const end = Math.min(from + TICKETS_MAX, reservation.tickets.length);
  for (let index = from; index < end; index++) {
    document.addPage();
    drawTicket(document, { tickets, index, texts });
    await turn();
  }
  document.end();
  return Buffer.concat(await document.toArray());
}
