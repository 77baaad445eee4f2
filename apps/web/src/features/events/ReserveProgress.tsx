import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { loadTexts } from "../../texts/load-texts.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { QueuedNotice } from "./QueuedNotice.tsx";
import { RefusalNotice } from "./RefusalNotice.tsx";
import { WaitingNotice } from "./WaitingNotice.tsx";
import { quantitiesOf, totalOf } from "./order.ts";
import type { Event } from "./ticket-state.ts";
import type { OrderForm } from "./use-order.ts";

interface ReserveProgressProps {
  readonly event: Event;
  readonly order: OrderForm;
}

/** How far the order has come, and what can be done where it does not go on. */
export function ReserveProgress({ event, order }: ReserveProgressProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { step } = order.progress;
  const router = useRouter();
  useEffect(() => {
    // Where an order leads, the page is to be there at once.
    const load = async (): Promise<void> => {
      await Promise.all([
        router.loadRouteChunk(router.routesById["/reservations/$reservationId"]),
        import("../reservation/load-reservation.ts"),
        loadTexts("reservation", "tickets"),
      ]);
    };
    // Whoever gets there asks for what is missing again.
    load().catch(() => undefined);
  }, [router]);
  useEffect(() => {
    // What stands in the way is where the eyes and the keys are to be.
    if (step === "refused" || step === "unanswered") place.current?.focus();
  }, [step]);
  return (
    <div ref={place} tabIndex={-1} className="scroll-mb-28 empty:hidden">
      <Step event={event} order={order} />
    </div>
  );
}

function Step({ event, order }: ReserveProgressProps): ReactNode {
  const { progress, reserve, giveUp } = order;
  const { refusal } = useTexts("ordering");
  const { tickets } = useTexts("events").order;
  switch (progress.step) {
    case "idle":
    case "sending":
    case "resuming":
      return null;
    case "waiting":
      return <WaitingNotice wait={progress} onHurry={order.hurry} onStop={giveUp} />;
    case "queued":
      return <QueuedNotice event={event} order={order} queued={progress} />;
    case "refused":
      return <RefusalNotice event={event} order={order} refused={progress} />;
    case "found":
    case "unanswered":
      return (
        <Notice
          tone="warn"
          live={progress.step === "found" ? "status" : "alert"}
          title={
            progress.step === "found"
              ? refusal.found(tickets(totalOf(quantitiesOf(progress.order))))
              : refusal.unanswered
          }
          actions={
            <>
              <Button variant="primary" onClick={() => reserve(progress.order)}>
                {progress.step === "found" ? refusal.goOn : refusal.retry}
              </Button>
              <Button onClick={giveUp}>{refusal.forget}</Button>
            </>
          }
        >
          {progress.step === "found" ? refusal.foundText : refusal.unansweredText}
        </Notice>
      );
    default:
      return progress satisfies never;
  }
}
