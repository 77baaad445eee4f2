import { encodeQR } from "qr";
import type { ReactNode } from "react";

interface AuthenticatorQrProps {
  readonly text: string;
  readonly label: string;
}

/** A QR code, black on the white that must be around it. */
export function AuthenticatorQr({ text, label }: AuthenticatorQrProps): ReactNode {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 0 });
  const size = rows.length;
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="size-full"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
