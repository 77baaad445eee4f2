import { Check } from "lucide-react";
import type { ReactNode } from "react";

import { Badge } from "../../components/Badge.tsx";
import { Card } from "../../components/Card.tsx";
import { useTexts } from "../../texts/use-texts.ts";

interface CheckingPaymentProps {
  /** Whether the tickets are back on sale meanwhile. */
  readonly isGivenBack: boolean;
}

/** The gateway has not answered: what that means, and that nothing has to be done. */
export function CheckingPayment({ isGivenBack }: CheckingPaymentProps): ReactNode {
  const { checking } = useTexts("reservation");
  const points = [
    checking.unknown,
    isGivenBack ? checking.givenBack : checking.held,
    checking.either,
    checking.closing,
  ];
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-heading">{checking.title}</h2>
        <Badge tone="live">{checking.live}</Badge>
      </div>
      <ul className="flex flex-col gap-3">
        {points.map((point) => (
          <li key={point} className="flex gap-3">
            <Check aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-good" />
            <span className="max-w-prose">{point}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
