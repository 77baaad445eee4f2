import { replyOf, type Reply } from "../call.ts";

/** One browser, with the cookies that it was given. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  /** The `Cookie` header that it sends. */
  cookieHeader(): string;
  get(path: string): Promise<SignInReply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<SignInReply>;
}

export interface SignInReply extends Reply {
  readonly body: unknown;
  readonly setCookies: readonly string[];
}

/** Opens a browser on the site at `url`. */
export function visit(url: string): Visitor {
  const cookies = new Map<string, string>();
  const cookieHeader = (): string =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const send = async (path: string, init: RequestInit): Promise<SignInReply> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set("cookie", cookieHeader());
    const response = await fetch(`${url}/api/auth${path}`, { ...init, headers });
    const setCookies = response.headers.getSetCookie();
    for (const cookie of setCookies) keep(cookies, cookie);
    const reply = await replyOf(response);
    return { ...reply, setCookies, body: reply.text === "" ? null : JSON.parse(reply.text) };
  };
  return {
    cookies,
    cookieHeader,
    get: (path) => send(path, {}),
    post: (path, body = {}, headers = {}) =>
      send(path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", origin: url, ...headers },
      }),
  };
}

function keep(cookies: Map<string, string>, setCookie: string): void {
  const [pair = ""] = setCookie.split(";", 1);
  const equals = pair.indexOf("=");
  const name = pair.slice(0, equals);
  if (/Max-Age=0(;|$)/.test(setCookie)) cookies.delete(name);
  else cookies.set(name, pair.slice(equals + 1));
}
