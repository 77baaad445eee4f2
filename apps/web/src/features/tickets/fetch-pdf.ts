import type { Locale } from "../../texts/locale.ts";

/** One document holds no more. */
const TICKETS_PER_DOCUMENT = 500;
/** A document that takes longer is not coming. */
const TIMEOUT_MS = 30_000;
/** Whoever is asked to come back later than this is told so. */
const RETRY_AFTER_MS_MAX = 10_000;
const ATTEMPTS_MAX = 4;
const SECOND_MS = 1_000;
/** At most so much more, by chance, so that a crowd does not come back together. */
const SPREAD_MS = 1_000;

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
    const result = await fetchPatiently(request, from);
    if (!(result instanceof Blob)) return { failure: result };
    documents.push(result);
  }
  return { documents };
}

/** Comes back by itself when the server is busy and says for how long. */
async function fetchPatiently(request: PdfRequest, from: number): Promise<Blob | PdfFailure> {
  for (let attempt = 1; ; attempt++) {
    const result = await fetchOne(request, from);
    if (result instanceof Blob || typeof result === "string") return result;
    if (attempt >= ATTEMPTS_MAX || result.retryAfterMs > RETRY_AFTER_MS_MAX) return "busy";
    await new Promise((resolve) => {
      setTimeout(resolve, result.retryAfterMs + Math.random() * SPREAD_MS);
    });
  }
}

async function fetchOne(
  { reservationId, accessToken, locale }: PdfRequest,
  from: number,
): Promise<Blob | PdfFailure | { readonly retryAfterMs: number }> {
  const search = new URLSearchParams({ locale, ...(from > 1 && { from: String(from) }) });
  try {
    const response = await fetch(`/documents/reservations/${reservationId}/tickets.pdf?${search}`, {
      headers: { authorization: `Bearer ${accessToken}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return await response.blob();
    if (response.status !== 503 && response.status !== 429) return "other";
    const seconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
    return Number.isNaN(seconds) ? "busy" : { retryAfterMs: seconds * SECOND_MS };
  } catch {
    return "network";
  }
}
