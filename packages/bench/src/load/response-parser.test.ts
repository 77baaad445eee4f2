import fc from "fast-check";
import { expect, it } from "vitest";
import { createResponseParser } from "./response-parser.ts";

const REPLIES = [
  'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nx: y\r\n\r\n{"a":1}',
  "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
  'HTTP/1.1 304 Not Modified\r\netag: "1"\r\n\r\n',
  "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
];

it("finds every reply however the network cuts them", () => {
  const stream = Buffer.from(REPLIES.join("").repeat(2));
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const statuses: string[] = [];
      const feed = createResponseParser((status) => statuses.push(status));
      const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      edges.slice(1).forEach((to, index) => feed(stream.subarray(edges[index], to)));
      expect(statuses).toEqual(["200", "409", "304", "503", "200", "409", "304", "503"]);
    }),
  );
});
