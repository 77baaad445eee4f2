import { type BlockList, isIP, isIPv6 } from "node:net";

const FORWARDED_MAX = 20;
const NETWORK_GROUPS = 4;
const GROUPS = 8;
const UNKNOWN = "unknown";

/**
 * Whom a request is counted against: an IPv4 address, or the /64 network of an IPv6 address, for
 * one subscriber has all of its 2^64 addresses.
 *
 * `X-Forwarded-For` is believed from right to left, and only as far as trusted proxies wrote it:
 * what stands left of the first stranger was written by whoever likes to be somebody else.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string {
  return peer === undefined ? UNKNOWN : nameOf(addressOf(peer, forwardedFor, trusted));
}

/** The same; undefined for a trusted proxy that names nobody, for many stand behind it. */
export function ownAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string | undefined {
  if (peer === undefined) return undefined;
  const address = addressOf(peer, forwardedFor, trusted);
  // Asked of the address, for a network of many is in no list of proxies.
  return isTrusted(address, trusted) ? undefined : nameOf(address);
}

function addressOf(peer: string, forwardedFor: string | undefined, trusted: BlockList): string {
  let client = unmapped(peer);
  const hops = forwardedFor?.split(",").slice(-FORWARDED_MAX) ?? [];
  while (isTrusted(client, trusted)) {
    const hop = hops.pop()?.trim();
    if (hop === undefined || isIP(hop) === 0) break;
    client = unmapped(hop);
  }
  return client;
}

function nameOf(address: string): string {
  return isIPv6(address) ? networkOf(address) : address;
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && trusted.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** IPv4 as a socket that listens on both shows it. */
function unmapped(address: string): string {
  const withoutZone = address.split("%", 1)[0] ?? address;
  return withoutZone.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

function networkOf(address: string): string {
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, GROUPS - left.length - right.length) }, () => "0");
  const groups = [...left, ...zeros, ...right].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
