import { type ReactNode, useId } from "react";

import { Card } from "../../components/Card.tsx";

interface AccountSectionProps {
  readonly title: string;
  readonly intro: string;
  /** The state it is in, beside the title. */
  readonly state?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the account page. */
export function AccountSection({ title, intro, state, children }: AccountSectionProps): ReactNode {
  const id = useId();
  return (
    <Card className="flex flex-col gap-5" role="region" aria-labelledby={id}>
      <div>
        <div className="flex flex-wrap items-center gap-3">
          <h2 id={id} className="text-heading">
            {title}
          </h2>
          {state}
        </div>
        <p className="mt-1 text-soft">{intro}</p>
      </div>
      {children}
    </Card>
  );
}
