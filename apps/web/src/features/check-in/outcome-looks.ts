import {
  CircleCheck,
  CircleX,
  CloudOff,
  Hourglass,
  LogOut,
  type LucideIcon,
  TriangleAlert,
  Undo2,
} from "lucide-react";

import type { Tone } from "../../components/Badge.tsx";
import type { Outcome } from "./scan.ts";

/** How an outcome looks: on the whole screen, and in the list. */
interface OutcomeLook {
  readonly screen: string;
  readonly tone: Tone;
  readonly Icon: LucideIcon;
}

const GREEN = "bg-signal-good text-on-signal";
const AMBER = "bg-signal-warn text-on-signal-warn";
const RED = "bg-signal-bad text-on-signal";
/** Nothing was decided. */
const GREY = "bg-ink text-paper";

export const OUTCOME_LOOKS: Record<Outcome, OutcomeLook> = {
  admitted: { screen: GREEN, tone: "good", Icon: CircleCheck },
  already_checked_in: { screen: AMBER, tone: "warn", Icon: TriangleAlert },
  unknown: { screen: RED, tone: "bad", Icon: CircleX },
  refunded: { screen: RED, tone: "bad", Icon: Undo2 },
  offline: { screen: GREY, tone: "neutral", Icon: CloudOff },
  no_answer: { screen: GREY, tone: "neutral", Icon: CloudOff },
  busy: { screen: GREY, tone: "neutral", Icon: Hourglass },
  signed_out: { screen: GREY, tone: "neutral", Icon: LogOut },
};
