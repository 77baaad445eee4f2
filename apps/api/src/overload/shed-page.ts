import type { IncomingMessage, ServerResponse } from "node:http";
import { newRequestId } from "../http-recorder.ts";
import { localeOf } from "../site/locale-of.ts";
import { isProgramPath } from "../site/page-of.ts";
import { LOCALES, type Locale, TEXTS } from "../site/texts.ts";
import { STANDING_HEADERS } from "../standing-headers.ts";

const SERVICE_UNAVAILABLE = 503;
/** Told apart, or all who are turned away at once come back at once. */
const RETRY_AFTER_SECONDS = [1, 2, 3] as const;

/** Whether somebody's browser asks for a page, and would show whatever it is told. */
export function asksForPage({ method, url = "", headers }: IncomingMessage): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  if (headers.accept?.includes("text/html") !== true) return false;
  const mark = url.indexOf("?");
  return !isProgramPath(mark < 0 ? url : url.slice(0, mark));
}

/** Sends people a page that says to wait, and comes again by itself. */
export type SendShedPage = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  isClosing: boolean,
) => void;

/** Pages that were made beforehand, for the same reason as all that is told to those turned away. */
export function createShedPages(): SendShedPage {
  const pages = new Map(LOCALES.map((locale) => [locale, RETRY_AFTER_SECONDS.map(pageIn(locale))]));
  let turn = 0;
  return ({ headers: { cookie, "accept-language": acceptLanguage } }, outgoing, isClosing) => {
    const locale = localeOf({ cookie, acceptLanguage });
    const index = turn++ % RETRY_AFTER_SECONDS.length;
    const body = pages.get(locale)?.[index] ?? Buffer.alloc(0);
    const headers = [...STANDING, "x-request-id", newRequestId(), "content-language", locale];
    if (isClosing) headers.push("connection", "close");
    headers.push("retry-after", String(RETRY_AFTER_SECONDS[index]));
    headers.push("content-length", String(body.length));
    outgoing.writeHead(SERVICE_UNAVAILABLE, headers);
    outgoing.end(body);
  };
}

const STANDING = Object.entries({
  ...STANDING_HEADERS,
  "cache-control": "no-store",
  "content-type": "text/html; charset=utf-8",
  vary: "Accept, Accept-Language, Cookie",
  "x-robots-tag": "noindex",
}).flat();

/** It loads nothing more, and comes again without any script. Its texts are this project's own. */
function pageIn(locale: Locale): (seconds: number) => Buffer {
  const { unavailableTitle: title, crowded } = TEXTS[locale];
  return (seconds) =>
    Buffer.from(
      [
        "<!doctype html>",
        `<html lang="${locale}">`,
        '<head><meta charset="utf-8" />',
        '<meta name="viewport" content="width=device-width, initial-scale=1" />',
        '<meta name="color-scheme" content="light dark" />',
        `<meta http-equiv="refresh" content="${seconds}" />`,
        `<title>${title}</title></head>`,
        `<body><main><h1>${title}</h1><p>${crowded}</p></main></body>`,
        "</html>",
      ].join("\n"),
    );
}
