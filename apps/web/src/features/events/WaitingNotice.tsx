import { useCountdown } from "@stampede/client/react/use-countdown";
import type { ReactNode } from "react";

import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { formatCountdown } from "../../format/time.ts";
import { useTexts } from "../../texts/use-texts.ts";
import type { Progress } from "./progress.ts";

interface WaitingNoticeProps {
  readonly wait: Extract<Progress, { step: "waiting" }>;
  readonly onHurry: () => void;
  readonly onStop: () => void;
}

/** Why an order waits, until when, and that nothing is lost. */
export function WaitingNotice({
  wait: { reason, ends },
  onHurry,
  onStop,
}: WaitingNoticeProps): ReactNode {
  const { wait: texts } = useTexts("ordering");
  const leftMs = useCountdown(ends) ?? 0;
  const wholeMs = Date.parse(ends.expiresAt) - Date.parse(ends.serverNow);
  return (
    <Notice
      tone="warn"
      live="status"
      title={texts[reason]}
      actions={
        <>
          {/* Whoever comes back too early is sent away for longer. */}
          {reason !== "RATE_LIMITED" && <Button onClick={onHurry}>{texts.now}</Button>}
          <Button variant="quiet" onClick={onStop}>
            {texts.stop}
          </Button>
        </>
      }
    >
      <p>{texts.text[reason]}</p>
      {/* The seconds are for the eye; read out, they would drown everything else. */}
      <p aria-hidden="true" className="tabular mt-2 text-sm">
        {texts.again} {formatCountdown(leftMs)}
      </p>
      <div aria-hidden="true" className="mt-1 h-1 overflow-hidden rounded-full bg-line">
        <div
          className="h-full w-full origin-left bg-warn transition-transform duration-1000 ease-linear"
          style={{ transform: `scaleX(${wholeMs > 0 ? 1 - leftMs / wholeMs : 1})` }}
        />
      </div>
    </Notice>
  );
}
