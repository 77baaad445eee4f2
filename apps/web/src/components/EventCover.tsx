import { clsx } from "clsx/lite";
import { type ReactNode, useId } from "react";

import { type CoverShape, coverOf } from "./event-cover-design.ts";

interface EventCoverProps {
  /** The same slug gives the same cover, everywhere and always. */
  readonly slug: string;
  /** Its size; it fills the box and is cut at the sides: `aspect-[16/9] w-full`. */
  readonly className?: string;
}

/** A picture for an event that has none, made of a few shapes from its slug. Only for the eye. */
export function EventCover({ slug, className }: EventCoverProps): ReactNode {
  const id = useId();
  const { ground, glow, shapes } = coverOf(slug);
  return (
    <svg
      viewBox="0 0 160 90"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className={clsx("block", className)}
    >
      <defs>
        <radialGradient id={id} cx={glow.x} cy={glow.y} r="0.9">
          <stop offset="0" stopColor={glow.color} />
          <stop offset="1" stopColor={ground} />
        </radialGradient>
      </defs>
      <rect width="160" height="90" fill={`url(#${id})`} />
      {shapes.map((shape) => (
        <Shape key={shape.key} shape={shape} />
      ))}
    </svg>
  );
}

function Shape({ shape }: { readonly shape: CoverShape }): ReactNode {
  const { kind, x, y, size, turn, color, opacity } = shape;
  const common = { opacity, transform: `translate(${x} ${y}) rotate(${turn})`, fill: color };
  if (kind === "disc") return <circle {...common} r={size} />;
  if (kind === "ring") {
    return <circle {...common} r={size} fill="none" stroke={color} strokeWidth={size / 4} />;
  }
  if (kind === "half")
    return <path {...common} d={`M${-size} 0a${size} ${size} 0 0 1 ${2 * size} 0z`} />;
  return (
    <path
      {...common}
      d={[0, 1, 2, 3]
        .map(
          (bar) => `M${(bar * 0.42 - 1) * size} ${-2 * size}h${size / 5}v${4 * size}h${-size / 5}z`,
        )
        .join("")}
    />
  );
}
