import type { ReactNode } from "react";

import { qrPath } from "../tickets/qr-path.ts";

interface AuthenticatorQrProps {
  readonly text: string;
  readonly label: string;
}

/** A QR code, black on the white that must be around it. */
export function AuthenticatorQr({ text, label }: AuthenticatorQrProps): ReactNode {
  const { size, path } = qrPath(text);
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
