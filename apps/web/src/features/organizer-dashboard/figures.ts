import type { Outputs } from "@stampede/client/api";

import type { EventState } from "../organizer-events/event-state.ts";

/** What is sold, held and left of something, as the server counts it. */
export type Figures = Omit<Outputs["statistics"]["byTicketType"]["items"][number], "name">;

const NOTHING: Figures = {
  capacity: 0,
  available: 0,
  held: 0,
  sold: 0,
  reserved: 0,
  revenue: { amount: 0, currency: "EUR" },
};

/** The figures of what belongs to an event: where that sells nothing, none are available. */
export function forSale<R extends Figures>(row: R, state: EventState): R {
  return state === "published" ? row : { ...row, available: 0 };
}

/** The figures of several things taken together. */
export function sumFigures(rows: readonly Figures[]): Figures {
  return rows.reduce(
    (sum, row) => ({
      capacity: sum.capacity + row.capacity,
      available: sum.available + row.available,
      held: sum.held + row.held,
      sold: sum.sold + row.sold,
      reserved: sum.reserved + row.reserved,
      revenue: { ...sum.revenue, amount: sum.revenue.amount + row.revenue.amount },
    }),
    NOTHING,
  );
}

/** The share of the capacity that is sold, from 0 to 1. */
export function sellThrough({ sold, capacity }: Figures): number {
  return capacity > 0 ? sold / capacity : 0;
}
