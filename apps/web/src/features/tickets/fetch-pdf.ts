import type { Locale } from "../../texts/locale.ts";

/** One document holds no more. */
const TICKETS_PER_DOCUMENT = 500;
/** A document that takes longer is not coming. */
const TIMEOUT_MS = 30_000;

/** Why there is no document. */
export type PdfFailure = "busy" | "network" | "other";

export type PdfResult = { readonly documents: readonly Blob[] } | { readonly failure: PdfFailure };

interface PdfRequest {
  readonly reservationId: string;
  readonly accessToken: string;
  readonly locale: Locale;
  /** How many tickets there are: more than 500 make several documents. */
  readonly ticketCount: number;
}

/** Fetches the tickets of a paid reservation as PDF. The token goes in a header, never in an address. */
export async function fetchPdf(request: PdfRequest): Promise<PdfResult> {
  const documents: Blob[] = [];
  for (let from = 1; from <= request.ticketCount; from += TICKETS_PER_DOCUMENT) {
    const result = await fetchOne(request, from);
    if (!(result instanceof Blob)) return { failure: result };
    documents.push(result);
  }
  return { documents };
}

async function fetchOne(
  { reservationId, accessToken, locale }: PdfRequest,
  from: number,
): Promise<Blob | PdfFailure> {
  const search = new URLSearchParams({ locale, ...(from > 1 && { from: String(from) }) });
  try {
    const response = await fetch(`/documents/reservations/${reservationId}/tickets.pdf?${search}`, {
      headers: { authorization: `Bearer ${accessToken}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return await response.blob();
    return response.status === 503 || response.status === 429 ? "busy" : "other";
  } catch {
    return "network";
  }
}
