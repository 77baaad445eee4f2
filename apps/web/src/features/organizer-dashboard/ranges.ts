/** The periods that sales are shown over. */
export const RANGES = ["hour", "day", "all"] as const;
export type Range = (typeof RANGES)[number];
