import type { AnyStampedeError } from "@stampede/client/errors";
import { useCountdown } from "@stampede/client/react/use-countdown";
import { type ReactNode, useEffect, useState } from "react";

import { Notice } from "../../components/Notice.tsx";
import { formatCountdown } from "../../format/time.ts";
import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { InView } from "./InView.tsx";
import type { Retrying } from "./send-payment.ts";

/** From here on a person wonders, and is told. */
const SLOW_MS = 4_000;

interface PaymentProgressProps {
  /** Why it is being tried again and when, if it is. */
  readonly retrying: Retrying | null;
}

/** Says that a payment is under way, and why it takes its time. */
export function PaymentProgress({ retrying }: PaymentProgressProps): ReactNode {
  const { retrying: texts, asking } = useTexts("reservation").payment;
  const isSlow = useSlow();
  if (retrying === null && !isSlow) {
    return (
      <p role="status" className="text-soft">
        {asking}
      </p>
    );
  }
  return (
    <InView>
      <Notice tone="warn" live="status" title={retrying === null ? texts.slow : texts.title}>
        {retrying !== null && `${reasonText(retrying.error, texts)} `}
        {texts.promise}
        {retrying !== null && <NextTry ends={retrying.ends} />}
      </Notice>
    </InView>
  );
}

function NextTry({ ends }: Pick<Retrying, "ends">): ReactNode {
  const { again, now } = useTexts("reservation").payment.retrying;
  const leftMs = useCountdown(ends) ?? 0;
  return (
    // The seconds are for the eye; read out, they would drown everything else.
    <p aria-hidden="true" className="tabular mt-2 text-sm font-medium">
      {leftMs > 0 ? `${again} ${formatCountdown(leftMs)}` : now}
    </p>
  );
}

function reasonText(
  error: AnyStampedeError,
  texts: Texts<"reservation">["payment"]["retrying"],
): string {
  const known = (["NETWORK", "RATE_LIMITED", "OVERLOADED"] as const).find(
    (reason) => reason === error.reason,
  );
  return texts[known ?? "UNAVAILABLE"];
}

/** Whether this component has been there for longer than people wait without a word. */
function useSlow(): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSlow;
}
