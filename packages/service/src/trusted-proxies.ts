import { BlockList, isIP } from "node:net";

/**
 * The addresses and CIDR ranges of a text that has commas between them.
 *
 * @returns null when an entry is neither.
 */
export function parseTrustedProxies(text: string): BlockList | null {
  const list = new BlockList();
  const entries = text.split(",").map((entry) => entry.trim());
  return entries.every((entry) => entry === "" || addTo(list, entry)) ? list : null;
}

function addTo(list: BlockList, entry: string): boolean {
  const [address = "", bits, ...rest] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  const family = version === 6 ? "ipv6" : "ipv4";
  if (bits === undefined) {
    list.addAddress(address, family);
    return true;
  }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (version === 6 ? 128 : 32)) return false;
  list.addSubnet(address, Number(bits), family);
  return true;
}
