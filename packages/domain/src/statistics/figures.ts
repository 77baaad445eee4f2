import { inventory } from "@stampede/db/schema";
import { type AnyColumn, sql } from "drizzle-orm";
import { euros } from "../shapes.ts";

/**
 * The sum of a column, 0 for no rows. PostgreSQL sums integers into types that arrive as text; every
 * sum here is far below 2^53.
 */
export const sumOf = (column: AnyColumn) => sql`coalesce(sum(${column}), 0)`.mapWith(Number);

/** Sums over the counters, for a query that groups them. */
export const SUMS = {
  capacity: sumOf(inventory.capacity),
  held: sumOf(inventory.held),
  sold: sumOf(inventory.sold),
  revenue: sumOf(inventory.revenue),
};

interface Sums {
  readonly capacity: number;
  readonly held: number;
  readonly sold: number;
  /** Minor units. */
  readonly revenue: number;
}

/** The figures as they are shown, with what follows from the sums. */
export function figuresOf({ capacity, held, sold, revenue }: Sums) {
  const reserved = held + sold;
  return {
    capacity,
    available: capacity - reserved,
    held,
    sold,
    reserved,
    revenue: euros(revenue),
  };
}
