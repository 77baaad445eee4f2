import { type ReactNode, useEffect, useState } from "react";

import { loadTexts } from "../../texts/load-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { ReserveProgress } from "./ReserveProgress.tsx";
import type { Event } from "./ticket-state.ts";
import type { OrderForm } from "./use-order.ts";

interface OrderProgressProps {
  readonly event: Event;
  readonly order: OrderForm;
}

/**
 * How far the order has come. What there is to say when it does not go straight through is loaded as
 * soon as a ticket is chosen: later the connection may be the very thing that has gone.
 */
export function OrderProgress({ event, order }: OrderProgressProps): ReactNode {
  const { step } = order.progress;
  const { sending, resuming } = useTexts("events").order;
  const { failed } = useTexts("common");
  const notices = useNotices(order.count > 0 || step !== "idle" ? step : null);
  if (step === "sending" || step === "resuming") {
    return (
      <p role="status" className="text-sm text-soft">
        {step === "sending" ? sending : resuming}
      </p>
    );
  }
  if (notices) return <notices.ReserveProgress event={event} order={order} />;
  return notices === false && step !== "idle" && <p role="alert">{failed.network}</p>;
}

interface Notices {
  readonly ReserveProgress: typeof ReserveProgress;
}

/** The notices once they are here, `false` where they could not be loaded; each `step` tries again. */
function useNotices(step: string | null): Notices | false | null {
  const [notices, setNotices] = useState<Notices | false | null>(null);
  const missingAt = notices ? null : step;
  useEffect(() => {
    if (missingAt === null) return;
    Promise.all([import("./ReserveProgress.tsx"), loadTexts("ordering")]).then(
      ([module]) => setNotices(module),
      () => setNotices(false),
    );
  }, [missingAt]);
  return notices;
}
