/** Everything from this origin and nothing inline: what is put into a page is text, never a script. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** What every page carries beside what all replies do. Check-in reads codes with the camera. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "permissions-policy":
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
  vary: "Accept, Accept-Encoding, Accept-Language, Cookie",
} as const;
