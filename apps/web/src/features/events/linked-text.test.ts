import { expect, test } from "vitest";

import { paragraphsOf } from "./linked-text.ts";

const nothing = { parts: [] };

test("blank lines part paragraphs, and single ones stay in them", () => {
  const texts = paragraphsOf("\n One\ntwo \n\n \nthree").map(({ parts }) =>
    parts.map(({ text }) => text).join(""),
  );
  expect(texts).toEqual(["One\ntwo", "three"]);
  expect(paragraphsOf(" \n ")).toEqual([]);
});

test("an address on the web becomes a link, without the sentence's own signs", () => {
  const [{ parts } = nothing] = paragraphsOf(
    "See (https://example.com/a?b=1), or http://example.com.",
  );
  expect(parts.map(({ text, href }) => [text, href])).toEqual([
    ["See (", null],
    ["https://example.com/a?b=1", "https://example.com/a?b=1"],
    ["), or ", null],
    ["http://example.com", "http://example.com"],
    [".", null],
  ]);
});

test("nothing else becomes a link, and nothing is lost", () => {
  for (const text of ["javascript:alert(1)", "<a href='x'>y</a>", "https://", "data:text/html,x"]) {
    const [{ parts } = nothing] = paragraphsOf(text);
    expect(parts.map(({ href }) => href)).toEqual([null]);
    expect(parts.map((part) => part.text).join("")).toBe(text);
  }
});
