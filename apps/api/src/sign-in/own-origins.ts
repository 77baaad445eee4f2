/** What a request that counts on cookies may come from: this site's own pages. */
export type IsOwnOrigin = (origin: string) => boolean;

const EVERY_ADDRESS = new Set(["0.0.0.0", "::"]);
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Knows this site's own origins: that of PUBLIC_URL, and where the server listens, for those who open
 * it there.
 *
 * @param port is asked at each call, for the system may choose it when the server begins to listen.
 */
export function ownOrigins(
  { publicUrl, host }: { readonly publicUrl: string | undefined; readonly host: string },
  port: () => number,
): IsOwnOrigin {
  const published = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const hosts = listensOnLoopback(host) ? LOOPBACK : [host.includes(":") ? `[${host}]` : host];
  return (origin) =>
    origin === published || hosts.some((name) => origin === `http://${name}:${port()}`);
}

function listensOnLoopback(host: string): boolean {
  return EVERY_ADDRESS.has(host) || LOOPBACK.includes(host) || host === "::1";
}
