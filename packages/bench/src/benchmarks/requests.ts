import type { BenchEvent } from "../lab/bench-database.ts";
import type { RequestTemplate } from "../load/protocol.ts";

const JSON_HEADERS = { "content-type": "application/json", accept: "*/*" };

/** A buyer's request for one ticket, of the event's ticket types in turn. */
export function reserveRequest(
  event: BenchEvent,
  path = "/trpc/reservations.create",
): RequestTemplate {
  const body = {
    eventId: event.id,
    items: [{ ticketTypeId: "{{choice}}", quantity: 1 }],
    customer: { email: "buyer.{{buyer}}@example.com" },
    idempotencyKey: "{{key}}",
  };
  return {
    method: "POST",
    path,
    headers: JSON_HEADERS,
    body: JSON.stringify(body),
    choices: event.ticketTypeIds,
  };
}

/** The same bytes, to a procedure that does nothing. */
export const noopRequest = (event: BenchEvent): RequestTemplate =>
  reserveRequest(event, "/trpc/bench.noop");

/** A query by GET. */
export function queryRequest(
  procedure: string,
  input: object,
  headers: Readonly<Record<string, string>> = {},
): RequestTemplate {
  const search = `input=${encodeURIComponent(JSON.stringify(input))}`;
  return {
    method: "GET",
    path: `/trpc/${procedure}?${search}`,
    headers: { accept: "*/*", ...headers },
    body: "",
    choices: [],
  };
}
