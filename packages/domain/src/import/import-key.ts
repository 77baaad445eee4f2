import { createHash } from "node:crypto";
import { first, isNode, type JsonNode, text, values } from "./json-node.ts";

/**
 * What tells an imported event from every other, so that importing it again finds it. A record's
 * `@id` is its identity; without one it is the address or identifier, the name and the start, since
 * a series shares an address and a name may come again the year after.
 *
 * @param organizerSlug two organizers may import the same record, each its own event.
 */
export function importKey(organizerSlug: string, node: unknown): string {
  const identity = isNode(node) ? identityOf(node) : [];
  return createHash("sha256")
    .update(JSON.stringify([organizerSlug, ...identity]))
    .digest("hex");
}

function identityOf(node: JsonNode): unknown[] {
  const id = text(node, "@id");
  if (id !== null) return ["@id", id];
  const address = identifierOf(node) ?? text(node, "url");
  return ["record", address, text(node, "name"), first(node, "startDate")];
}

/** A text, a number, or a `PropertyValue`. */
function identifierOf(node: JsonNode): string | null {
  const [identifier] = values(node, "identifier");
  const value = isNode(identifier) ? first(identifier, "value") : identifier;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
