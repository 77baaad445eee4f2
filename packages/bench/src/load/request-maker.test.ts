import { expect, it } from "vitest";
import { z } from "zod";
import { createRequestMaker } from "./request-maker.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CHOICES = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];

const make = createRequestMaker({
  method: "POST",
  path: "/trpc/x",
  headers: { "content-type": "application/json" },
  body: '{"key":"{{key}}","type":"{{choice}}","mail":"{{buyer}}@example.com","again":"{{key}}"}',
  choices: CHOICES,
});

const textsShape = z.record(z.string(), z.string());

function bodyOf(request: Buffer): Record<string, string> {
  const [head = "", body = ""] = request.toString().split("\r\n\r\n");
  expect(head).toContain(`content-length: ${body.length}`);
  return textsShape.parse(JSON.parse(body));
}

it("makes a whole and valid request each time, with new values in every place", () => {
  const first = bodyOf(make());
  const second = bodyOf(make());
  expect(first["key"]).toMatch(UUID);
  expect(first["again"]).toMatch(UUID);
  expect(first["mail"]).toMatch(/^[0-9a-f]{12}@example\.com$/);
  expect(first["key"]).not.toBe(second["key"]);
  expect([first["type"], second["type"]]).toEqual(CHOICES);
});

it("sends a request without places as it is", () => {
  const get = createRequestMaker({
    method: "GET",
    path: "/",
    headers: {},
    body: "",
    choices: [],
  });
  expect(get().toString()).toBe("GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
});
