import type { Outputs } from "@stampede/client/api";

/** What happened to tickets in a minute, an hour or a day. */
export type SalesBucket = Outputs["statistics"]["timeline"]["buckets"][number];

/** What is drawn of a bucket: the numbers that one of the two charts shows. */
export interface SalesSeries {
  readonly key: "paid" | "refused" | "reserved" | "revenue";
  readonly label: string;
  /** Stacked upon each other, or a line across. */
  readonly kind: "bar" | "line";
  /** A token's name. */
  readonly color: string;
}

/** A bucket as it is drawn. */
export type SalesPoint = Record<SalesSeries["key"], number> & { readonly at: string };

/** The drawn numbers of a bucket; money in minor units. */
export function pointOf({ at, paid, refused, reserved, revenue }: SalesBucket): SalesPoint {
  return { at, paid, refused, reserved, revenue: revenue.amount };
}
