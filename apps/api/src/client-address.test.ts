import { BlockList } from "node:net";
import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

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
