import { type ReactNode, useId } from "react";

import { Card } from "../../components/Card.tsx";

interface FormSectionProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** Fields that belong together, under a heading. */
export function FormSection({ title, hint, children }: FormSectionProps): ReactNode {
  const id = useId();
  return (
    <div
      role="group"
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-3 xl:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div className="xl:pt-6">
        <h2 id={id} className="text-heading">
          {title}
        </h2>
        {hint && <p className="mt-1 text-sm text-soft">{hint}</p>}
      </div>
      <Card className="flex flex-col gap-5">{children}</Card>
    </div>
  );
}
