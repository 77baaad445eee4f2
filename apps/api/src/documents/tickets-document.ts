import { DomainError, invalidInput, notFound } from "@stampede/domain/errors";
import { reservationIdInput } from "@stampede/domain/reservations/shapes";
import { getTickets } from "@stampede/domain/tickets/get-tickets";
import { inTime } from "@stampede/router/in-time";
import { asTRPCError } from "@stampede/router/refusal";
import { errorReply } from "../error-reply.ts";
import { retryAfter } from "../retry-after.ts";
import { type Caller, type ContextOptions, routerContext } from "../router-context.ts";
import { createTurnstile, type Turnstile } from "../turnstile.ts";
import { TICKET_TEXTS, type TicketTexts } from "./texts.ts";

/** A page takes a millisecond of the processor, which sales want too. */
const DOCUMENTS_AT_ONCE_MAX = 2;
const DOCUMENTS_WAITING_MAX = 100;

/** Answers for the tickets of a paid reservation as a PDF. */
export type TicketsDocument = (asked: {
  readonly request: Request;
  readonly reservationId: string;
  /** The address of the other end of the socket. */
  readonly peer: string | undefined;
}) => Promise<Response>;

/**
 * Answers `GET /documents/reservations/:id/tickets.pdf`: to the holder of the reservation's token,
 * with one page for each ticket. `locale` is `en`, unless it is said, or `pl`; `from` is the first
 * ticket, counted from 1, of a reservation with more than 500. A refusal is a procedure's, as JSON.
 */
export function createTicketsDocument(options: ContextOptions): TicketsDocument {
  const turnstile = createTurnstile({
    atOnceMax: DOCUMENTS_AT_ONCE_MAX,
    waitingMax: DOCUMENTS_WAITING_MAX,
    refusal: "Too many documents are being made; try again.",
  });
  return async (asked) => {
    try {
      return await answer(options, turnstile, asked);
    } catch (cause) {
      const error = asTRPCError(cause);
      // A fault is the app's to log.
      if (error.code === "INTERNAL_SERVER_ERROR") throw cause;
      const reply = errorReply(error);
      const seconds = retryAfter([error]);
      if (seconds !== undefined) reply.headers.set("retry-after", seconds);
      return reply;
    }
  };
}

async function answer(
  options: ContextOptions,
  turnstile: Turnstile,
  { request, reservationId, peer }: Parameters<TicketsDocument>[0],
): Promise<Response> {
  const header: Caller["header"] = (name) => request.headers.get(name) ?? undefined;
  const caller = routerContext(options, { peer, header });
  const retryAt = await caller.rateLimit("read");
  if (retryAt !== undefined) throw tooMany(retryAt);

  const { searchParams } = new URL(request.url);
  const texts = textsOf(searchParams.get("locale"));
  const from = indexOf(searchParams.get("from"));
  const input = reservationIdInput.safeParse({ reservationId });
  if (!input.success) throw invalidInput(["reservationId"], "is not an id");

  const tickets = await inTime(getTickets(options.domain, input.data, caller.accessToken));
  if (from >= tickets.reservation.tickets.length) throw notFound("The ticket");
  const pdf = await turnstile.pass(async () => {
    // 40 MB that a process which makes no document need not have.
    const { ticketsPdf } = await import("./tickets-pdf.ts");
    return ticketsPdf(tickets, { from, texts });
  });
  return new Response(pdf, {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="tickets-${tickets.reservation.code}.pdf"`,
      "cache-control": "no-store",
    },
  });
}

function textsOf(locale: string | null): TicketTexts {
  switch (locale) {
    case null:
    case "en":
      return TICKET_TEXTS.en;
    case "pl":
      return TICKET_TEXTS.pl;
    default:
      throw invalidInput(["locale"], "is neither en nor pl");
  }
}

/** The index of the first ticket that is asked for. */
function indexOf(from: string | null): number {
  if (from === null) return 0;
  if (!/^[1-9]\d{0,5}$/.test(from)) throw invalidInput(["from"], "is no whole number from 1");
  return Number(from) - 1;
}

function tooMany(retryAt: Date): DomainError {
  return new DomainError("RATE_LIMITED", "Too many calls from this address; wait a little.", {
    retryAt: retryAt.toISOString(),
  });
}
