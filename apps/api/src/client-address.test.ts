import { BlockList } from "node:net";
import { expect, test } from "vitest";
import { clientAddress, ownAddress } from "./client-address.ts";

const nobody = new BlockList();
const proxies = new BlockList();
proxies.addSubnet("10.0.0.0", 8, "ipv4");
proxies.addSubnet("fd00::", 8, "ipv6");

test("a stranger cannot choose its address", () => {
  expect(clientAddress("203.0.113.9", "198.51.100.1", nobody)).toBe("203.0.113.9");
  expect(clientAddress("203.0.113.9", "198.51.100.1", proxies)).toBe("203.0.113.9");
});

test("behind trusted proxies it is the last stranger on the way", () => {
  expect(clientAddress("10.0.0.1", "198.51.100.1", proxies)).toBe("198.51.100.1");
  expect(clientAddress("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9", proxies)).toBe(
    "198.51.100.1",
  );
  expect(clientAddress("::ffff:10.0.0.1", "198.51.100.1", proxies)).toBe("198.51.100.1");
});

test("what is no address in the header ends the way", () => {
  expect(clientAddress("10.0.0.1", "1.1.1.1, <script>", proxies)).toBe("10.0.0.1");
  expect(clientAddress("10.0.0.1", "", proxies)).toBe("10.0.0.1");
});

test("all addresses of one IPv6 network count as one client", () => {
  const one = clientAddress("2001:db8:1:2:3:4:5:6", undefined, nobody);
  expect(clientAddress("2001:db8:1:2::9", undefined, nobody)).toBe(one);
  expect(clientAddress("2001:0DB8:0001:0002:ffff::", undefined, nobody)).toBe(one);
  expect(clientAddress("2001:db8:1:3::9", undefined, nobody)).not.toBe(one);
  expect(clientAddress("fd00::1", "2001:db8:1:2::7", proxies)).toBe(one);
  expect(clientAddress("::1", undefined, nobody)).toBe("0:0:0:0::/64");
});

test("a request from no socket has a name too", () => {
  expect(clientAddress(undefined, "1.1.1.1", proxies)).toBe("unknown");
});

test("an IPv4 address is told as such, however a socket shows it", () => {
  expect(clientAddress("::ffff:203.0.113.200", undefined, nobody)).toBe("203.0.113.200");
  expect(clientAddress("::FFFF:192.168.100.100", undefined, nobody)).toBe("192.168.100.100");
  // Neither is an IPv4 address that a socket shows.
  expect(clientAddress("::ffff:c000:201", undefined, nobody)).toBe("0:0:0:0::/64");
  expect(clientAddress("64:ff9b::ffff:1.2.3.4", undefined, nobody)).toBe("64:ff9b:0:0::/64");
});

test("the network of an IPv6 address is found wherever its zeros are left out", () => {
  for (const [address, network] of [
    ["2001::5:6:7:8:9", "2001:0:0:5::/64"],
    ["2001:db8::", "2001:db8:0:0::/64"],
    ["::5:6:7:8:9", "0:0:0:5::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ] as const) {
    expect(clientAddress(address, undefined, nobody)).toBe(network);
  }
});

test("a proxy that names nobody is counted itself", () => {
  expect(clientAddress("10.0.0.1", undefined, proxies)).toBe("10.0.0.1");
  expect(clientAddress("10.0.0.1", "10.0.0.2", proxies)).toBe("10.0.0.2");
});

test("what is no address is nobody's proxy", () => {
  expect(clientAddress("a socket", "1.1.1.1", proxies)).toBe("a socket");
});

test("a header is read 20 addresses far", () => {
  const hops = (count: number) => ["1.1.1.1", ...Array.from({ length: count }, () => "10.0.0.2")];
  expect(clientAddress("10.0.0.1", hops(19).join(","), proxies)).toBe("1.1.1.1");
  expect(clientAddress("10.0.0.1", hops(20).join(","), proxies)).toBe("10.0.0.2");
});

test.each(["10.0.0.1", "::ffff:10.0.0.1", "::1", "fd00::1", "fe80::1%eth0"])(
  "%s that is a trusted proxy's stands for many, and for its client when it names one",
  (proxy) => {
    const trusted = new BlockList();
    for (const address of ["::1", "fd00::1", "fe80::1"]) trusted.addAddress(address, "ipv6");
    trusted.addAddress("10.0.0.1");
    expect(ownAddress(proxy, undefined, trusted)).toBeUndefined();
    expect(ownAddress(proxy, "2001:db8:1:2::7", trusted)).toBe("2001:db8:1:2::/64");
    expect(ownAddress(proxy, undefined, nobody)).toBe(clientAddress(proxy, undefined, nobody));
  },
);
