import { randomUUIDv7 } from "node:crypto";
import type { Transaction } from "@stampede/db/transaction";
import { newTicketCode } from "./ticket-code.ts";

/** Two codes of 80 random bits do not meet by chance; a source of chance that fails must not loop. */
const ROUNDS_MAX = 3;

const INSERT = `
  INSERT INTO tickets (id, event_id, reservation_id, ticket_type_id, code)
  SELECT t.id, $1, $2, t.ticket_type_id, t.code
  FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS t (id, ticket_type_id, code)
  ON CONFLICT ON CONSTRAINT tickets_code DO NOTHING
  RETURNING id`;

/** Issues a ticket, with a code of its own, for each one of the items of a reservation. */
export async function issueTickets(
  tx: Transaction,
  reservation: { readonly id: string; readonly eventId: string },
  items: readonly { readonly ticketTypeId: string; readonly quantity: number }[],
): Promise<void> {
  let missing = items.flatMap(({ ticketTypeId, quantity }) =>
    Array.from({ length: quantity }, () => ({ id: randomUUIDv7(), ticketTypeId })),
  );
  for (let round = 1; missing.length > 0; round++) {
    if (round > ROUNDS_MAX) throw new Error("no free ticket codes were found");
    const { rows } = await tx.client.query<{ id: string }>({
      name: "issue-tickets",
      text: INSERT,
      values: [
        reservation.eventId,
        reservation.id,
        missing.map(({ id }) => id),
        missing.map(({ ticketTypeId }) => ticketTypeId),
        missing.map(newTicketCode),
      ],
    });
    const issued = new Set(rows.map(({ id }) => id));
    missing = missing.filter(({ id }) => !issued.has(id));
  }
}
