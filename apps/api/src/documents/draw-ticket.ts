import type { IssuedTickets } from "@stampede/domain/tickets/get-tickets";
import { drawCode } from "./draw-code.ts";
import { drawable } from "./fonts.ts";
import { addressOf, eventTime, spacedCode } from "./format.ts";
import type { TicketTexts } from "./texts.ts";
import { type Text, writeText } from "./write-text.ts";

/** A6: a phone's screen shows it whole, and a printer puts four on a sheet. In points. */
export const PAGE = { width: 297.64, height: 419.53, margin: 24 } as const;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const CODE_SIZE = 148;
const QUIET = "#57534e";
const LINE = "#d6d3d1";
const NAME_SIZES = [17, 14, 11.5] as const;
const NAME_LINES_MAX = 3;
/** The parts of the page that stand where they stand, however long the event's name is. */
const CODE_TOP = 160;
const FOOT_TOP = 352;

/** One ticket and what it is part of. */
export interface TicketPage {
  readonly tickets: IssuedTickets;
  /** From 0, among the tickets of the reservation. */
  readonly index: number;
  readonly texts: TicketTexts;
}

/** Draws a ticket on the document's current page. */
export function drawTicket(document: PDFKit.PDFDocument, page: TicketPage): void {
  drawHead(document, page);
  drawMiddle(document, page);
  drawFoot(document, page);
}

function drawHead(document: PDFKit.PDFDocument, { tickets, texts }: TicketPage): void {
  const { event } = tickets;
  document.font("bold");
  const name = drawable(document, event.name, event.slug);
  const size = nameSize(document, name);
  const { date, time } = eventTime(event, texts);
  document.y = PAGE.margin;
  write(document, { text: name, font: "bold", size, lines: NAME_LINES_MAX });
  document.y += 5;
  write(document, { text: date, size: 9.5, lines: 2 });
  write(document, { text: time, size: 9.5, lines: 1 });
  document.y += 3;
  write(document, { text: event.venue?.name ?? texts.online, size: 8.5, color: QUIET, lines: 1 });
  write(document, { text: addressOf(event), size: 8.5, color: QUIET, lines: 1 });
}

function drawMiddle(document: PDFKit.PDFDocument, page: TicketPage): void {
  const { tickets, index, texts } = page;
  const code = tickets.reservation.tickets[index]?.code ?? "";
  drawCode(document, code, { x: (PAGE.width - CODE_SIZE) / 2, y: CODE_TOP, size: CODE_SIZE });
  document.y = CODE_TOP + CODE_SIZE + 7;
  const align = "center";
  write(document, { text: spacedCode(code), font: "bold", size: 11, lines: 1, align });
  write(document, { text: texts.hint, size: 6.5, color: QUIET, lines: 2, align });
}

function drawFoot(document: PDFKit.PDFDocument, page: TicketPage): void {
  const { tickets, index, texts } = page;
  const { customer, code, items, tickets: all } = tickets.reservation;
  const type = items.find(({ ticketTypeId }) => ticketTypeId === all[index]?.ticketTypeId);
  document
    .moveTo(PAGE.margin, FOOT_TOP)
    .lineTo(PAGE.width - PAGE.margin, FOOT_TOP)
    .lineWidth(0.5)
    .stroke(LINE);
  document.y = FOOT_TOP + 6;
  write(document, { text: type?.name ?? "", font: "bold", size: 10.5, lines: 1 });
  const name = customer.name ?? customer.email;
  write(document, { text: `${texts.name}: ${name}`, size: 7.5, color: QUIET, lines: 1 });
  const place = texts.place(index + 1, all.length);
  const last = `${texts.reservation}: ${code} · ${place}`;
  write(document, { text: last, size: 7.5, color: QUIET, lines: 1 });
}

function write(document: PDFKit.PDFDocument, text: Text): void {
  writeText(document, { left: PAGE.margin, width: WIDTH }, text);
}

/** The largest size at which the name fits on its lines. */
function nameSize(document: PDFKit.PDFDocument, name: string): number {
  for (const size of NAME_SIZES) {
    document.fontSize(size);
    const height = document.currentLineHeight(true) * NAME_LINES_MAX;
    if (document.heightOfString(name, { width: WIDTH }) <= height + 1) return size;
  }
  return NAME_SIZES[2];
}
