import type { Context } from "hono";
import { encodingFor } from "./encoding.ts";
import { isKnown } from "./entity-tag.ts";
import type { SiteFile } from "./read-site.ts";

const OF_A_HASHED_NAME = "public, max-age=31536000, immutable";
/** For what keeps its name when it changes, such as the icon. */
const OF_ANY_OTHER = "public, max-age=3600";

/** Answers with a file of the built site, in the smallest form that the caller takes. */
export function fileReply(c: Context, { type, isHashed, etag, bodies }: SiteFile): Response {
  const headers: Record<string, string> = {
    etag,
    "cache-control": isHashed ? OF_A_HASHED_NAME : OF_ANY_OTHER,
    vary: "Accept-Encoding",
  };
  if (isKnown(c.req.header("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  const wanted = encodingFor(c);
  const smallest = bodies.get(wanted);
  const body = smallest ?? bodies.get("identity");
  headers["content-type"] = type;
  headers["content-length"] = String(body?.length ?? 0);
  if (smallest !== undefined && wanted !== "identity") headers["content-encoding"] = wanted;
  return new Response(body ?? null, { headers });
}
