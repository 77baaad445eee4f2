import { createHmac, timingSafeEqual } from "node:crypto";

const COOKIES_LENGTH_MAX = 8_192;

/** How this server's sign-in cookies are called and sent. */
export interface CookieSettings {
  /** Before each name; a browser takes `__Host-` only from this very host, over TLS. */
  readonly prefix: string;
  readonly secure: boolean;
}

/** @param publicUrl where people reach the site; plain HTTP only suits one's own machine. */
export function cookieSettings(publicUrl: string | undefined): CookieSettings {
  const secure = publicUrl?.startsWith("https:") ?? false;
  return { prefix: secure ? "__Host-stampede" : "stampede", secure };
}

/** The cookie of a browser that is signed in, and of a sign-in that waits for its second factor. */
export type CookieKind = "session_token" | "two_factor";

/** A cookie as it came in. */
export interface SignedCookie {
  readonly name: string;
  /** What was signed. */
  readonly value: string;
  /** With the signature, as a browser sends it. */
  readonly raw: string;
}

/**
 * The cookie of a kind, undefined where there is none, and null where its signature is not this
 * server's. The signature is what makes a value worth something: it is an HMAC-SHA-256 in base64
 * behind a dot, escaped as in a URL.
 *
 * @param header the request's `Cookie`.
 */
export function readSignedCookie(
  header: string | undefined,
  kind: CookieKind,
  { prefix }: Pick<CookieSettings, "prefix">,
  secret: string,
): SignedCookie | null | undefined {
  if (header === undefined) return undefined;
  const name = `${prefix}.${kind}`;
  const raw = rawCookie(header, name);
  if (raw === undefined) return undefined;
  const text = unescaped(raw);
  const dot = text.lastIndexOf(".");
  if (dot < 1) return null;
  const value = text.slice(0, dot);
  const expected = createHmac("sha256", secret).update(value).digest();
  const actual = Buffer.from(text.slice(dot + 1), "base64");
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return null;
  return { name, value, raw };
}

/** `Set-Cookie` for a cookie that is kept as it is, for longer. */
export function prolongCookie(
  { name, raw }: SignedCookie,
  { secure }: CookieSettings,
  maxAgeSeconds: number,
): string {
  const attributes = `Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax`;
  return `${name}=${raw}; ${attributes}${secure ? "; Secure" : ""}`;
}

function rawCookie(header: string, name: string): string | undefined {
  if (header.length > COOKIES_LENGTH_MAX) return undefined;
  const start = `${name}=`;
  const pair = header.split(";").find((part) => part.trimStart().startsWith(start));
  const raw = pair?.trim().slice(start.length);
  return raw === "" ? undefined : raw;
}

function unescaped(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return "";
  }
}
