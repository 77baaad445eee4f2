import type { AnyStampedeError } from "@stampede/client/errors";
import { type ReactNode, useEffect, useState } from "react";

import { Notice } from "../../components/Notice.tsx";
import type { Texts } from "../../texts/catalogs.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { InView } from "./InView.tsx";

/** From here on a person wonders, and is told. */
const SLOW_MS = 4_000;
const SECOND_MS = 1_000;

interface PaymentProgressProps {
  /** Why it is being tried again, if it is. */
  readonly retryingFor: AnyStampedeError | null;
}

/** Says that a payment is under way, and why it takes its time. */
export function PaymentProgress({ retryingFor }: PaymentProgressProps): ReactNode {
  const { retrying, asking } = useTexts("reservation").payment;
  const isSlow = useSlow();
  if (retryingFor === null && !isSlow) {
    return (
      <p role="status" className="text-soft">
        {asking}
      </p>
    );
  }
  return (
    <InView>
      <Notice tone="warn" live="status" title={retrying.title}>
        {retryingFor !== null && `${reasonText(retryingFor, retrying)} `}
        {retrying.promise}
      </Notice>
    </InView>
  );
}

function reasonText(
  error: AnyStampedeError,
  texts: Texts<"reservation">["payment"]["retrying"],
): string {
  const asked = Math.ceil((error.retryAfterMs ?? 0) / SECOND_MS);
  const wait = asked > 0 ? ` ${texts.wait(asked)}` : "";
  const known = (["NETWORK", "RATE_LIMITED", "OVERLOADED"] as const).find(
    (reason) => reason === error.reason,
  );
  return texts[known ?? "UNAVAILABLE"] + wait;
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
