/** An object of a JSON-LD document, with nothing known of it. */
export type JsonNode = { readonly [key: string]: unknown };

export function isNode(value: unknown): value is JsonNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A property's values: JSON-LD writes one value as itself and several as an array. */
export function values(node: JsonNode, name: string): readonly unknown[] {
  // Own properties only, so that `__proto__` and its like are names as any other.
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The first value of a property, out of its `{"@value": …}` where it is wrapped in one. */
export function first(node: JsonNode, name: string): unknown {
  const [value] = values(node, name);
  return isNode(value) && Object.hasOwn(value, "@value") ? value["@value"] : value;
}

/** The first value of a property as text, or null where it has none. */
export function text(node: JsonNode, name: string): string | null {
  const value = first(node, name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** The names of a node's types, without a prefix such as `https://schema.org/` or `schema:`. */
export function types(node: JsonNode): string[] {
  return values(node, "@type")
    .filter((type) => typeof type === "string")
    .map(withoutPrefix);
}

/** `EventCancelled` of `https://schema.org/EventCancelled`. */
export function withoutPrefix(name: string): string {
  return name.replace(/^.*[/#:]/su, "");
}
