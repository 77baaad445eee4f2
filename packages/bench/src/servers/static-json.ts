// A reply's bytes from memory on node:http: no server on Node.js answers with less work.
import { createServer } from "node:http";
import { VARIABLES } from "../environment.ts";
import { serve } from "./serve.ts";

const body = Buffer.from(VARIABLES["STATIC_BODY"] ?? "{}");
const headers = { "content-type": "application/json", "content-length": body.length };
await serve(
  createServer((_incoming, outgoing) => {
    outgoing.writeHead(200, headers);
    outgoing.end(body);
  }),
);
