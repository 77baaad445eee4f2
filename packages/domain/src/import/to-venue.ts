import { isNode, type JsonNode, text, types, values } from "./json-node.ts";

/** Where an event takes place. */
export interface VenueDraft {
  name: string;
  address: string | null;
  city: string | null;
  country: string | null;
}

/**
 * The venue of an event's `location`: a `Place` with a postal address or one in words, an address
 * alone, or plain text. Of several the first that is a place.
 *
 * @returns null for an event that is online only, or says nothing of where it is.
 */
export function toVenue(event: JsonNode): VenueDraft | null {
  for (const location of values(event, "location")) {
    const venue = ofLocation(location);
    if (venue !== null) return venue;
  }
  return null;
}

function ofLocation(location: unknown): VenueDraft | null {
  if (typeof location === "string") return named(location.trim());
  if (!isNode(location) || types(location).includes("VirtualLocation")) return null;
  const [address] = types(location).includes("PostalAddress")
    ? [location]
    : values(location, "address");
  const parts = ofAddress(address);
  const name = text(location, "name") ?? parts.address ?? parts.city;
  return name === null ? null : { name, ...parts };
}

function named(name: string): VenueDraft | null {
  return name === "" ? null : { name, address: null, city: null, country: null };
}

function ofAddress(address: unknown): Omit<VenueDraft, "name"> {
  if (typeof address === "string") {
    return { address: address.trim() || null, city: null, country: null };
  }
  if (!isNode(address)) return { address: null, city: null, country: null };
  const street = [text(address, "streetAddress"), text(address, "postalCode")];
  return {
    address: street.filter((part) => part !== null).join(", ") || null,
    city: text(address, "addressLocality"),
    country: countryOf(address),
  };
}

function countryOf(address: JsonNode): string | null {
  const [country] = values(address, "addressCountry");
  return isNode(country) ? text(country, "name") : text(address, "addressCountry");
}
