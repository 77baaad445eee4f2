import type { Outputs } from "@stampede/client/api";

type Funnel = Outputs["statistics"]["funnel"];
type Counted = Exclude<keyof Funnel, "conversion" | "medianSecondsToPay">;

/** A step of the way from a request to a ticket. */
export interface FunnelStep {
  readonly key: Counted | "open";
  readonly requests: number;
  /** Of all requests, from 0 to 1. */
  readonly share: number;
  /** Whether it is a part of the step above it. */
  readonly isPart: boolean;
}

/** The steps in their order; what was reserved and came to no end yet is `open`. */
export function funnelSteps(funnel: Funnel): readonly FunnelStep[] {
  const { requested, reserved, paid, expired, cancelled } = funnel;
  const open = Math.max(0, reserved - paid - expired - cancelled);
  const step = (key: FunnelStep["key"], isPart = false): FunnelStep => {
    const requests = key === "open" ? open : funnel[key];
    return { key, requests, share: requested > 0 ? requests / requested : 0, isPart };
  };
  return [
    step("requested"),
    step("refused", true),
    step("reserved"),
    step("open", true),
    step("expired", true),
    step("cancelled", true),
    step("paid"),
    step("refunded", true),
  ];
}
