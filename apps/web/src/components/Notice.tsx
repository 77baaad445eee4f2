import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { clsx } from "clsx/lite";
import type { ReactNode } from "react";

const LOOKS = {
  info: { className: "bg-accent-soft", mark: "text-accent", Icon: Info },
  good: { className: "bg-good-soft", mark: "text-good", Icon: CircleCheck },
  warn: { className: "bg-warn-soft", mark: "text-warn", Icon: TriangleAlert },
  bad: { className: "bg-bad-soft", mark: "text-bad", Icon: CircleAlert },
};

interface NoticeProps {
  readonly tone?: keyof typeof LOOKS;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** What can be done about it: one or two buttons. */
  readonly actions?: ReactNode;
  /**
   * How screen readers hear of it: `status` when they pause, `alert` at once, for what stands in the
   * way. Leave it away for what was there from the start.
   */
  readonly live?: "status" | "alert";
}

/** Something to know, with what to do about it. */
export function Notice({ tone = "info", title, children, actions, live }: NoticeProps): ReactNode {
  const { className, mark, Icon } = LOOKS[tone];
  return (
    <div role={live} className={clsx("flex gap-3 rounded-card p-4", className)}>
      <Icon aria-hidden="true" className={clsx("mt-0.5 size-5 shrink-0", mark)} />
      <div className="flex min-w-0 grow flex-col gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2 empty:hidden">{actions}</div>}
      </div>
    </div>
  );
}
