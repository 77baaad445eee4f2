import { clsx } from "clsx/lite";

/** How a button, or a link that stands where a button would, looks. */
export interface ButtonLook {
  /** `primary`: ink on paper · `secondary`: outlined · `quiet`: bare · `danger`: destroys. */
  readonly variant?: "primary" | "secondary" | "quiet" | "danger";
  /** `small` stays 44 px high on touch screens. */
  readonly size?: "small" | "regular" | "large";
  readonly isWide?: boolean;
}

const BASE =
  "relative inline-flex items-center justify-center gap-2 rounded-control border font-semibold " +
  "whitespace-nowrap no-underline select-none transition-colors " +
  "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-faint";

const VARIANTS = {
  primary: "border-transparent bg-ink text-paper hover:bg-ink-hover",
  secondary: "border-edge bg-surface text-ink hover:border-ink hover:bg-sunken",
  quiet: "border-transparent bg-transparent text-ink hover:bg-sunken",
  danger: "border-transparent bg-bad-solid text-on-bad hover:opacity-90",
};

const SIZES = {
  small: "min-h-9 px-3 text-sm pointer-coarse:min-h-11",
  regular: "min-h-11 px-4 text-base",
  large: "min-h-13 px-6 text-lg",
};

/** The classes of a button. */
export function buttonClass({
  variant = "secondary",
  size = "regular",
  isWide = false,
}: ButtonLook): string {
  return clsx(BASE, VARIANTS[variant], SIZES[size], isWide && "w-full");
}
