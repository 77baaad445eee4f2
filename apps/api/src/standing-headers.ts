/** What every reply of this server carries, as `app.ts` puts it together for all the others. */
export const STANDING_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=15552000",
  vary: "trpc-accept, accept",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};
