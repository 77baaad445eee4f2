import { expect, it } from "vitest";
import { parseSchemaOrg } from "./parse-schema-org.ts";

const places = (json: string) => parseSchemaOrg(json).map(({ place, name }) => [place, name]);

it("finds one event, an array, a graph, and graphs in an array, each with its place", () => {
  expect(places('{"@type":"Event","name":"A"}')).toEqual([["document", "A"]]);
  expect(places('[{"name":"A"},{"name":"B"}]')).toEqual([
    ["[0]", "A"],
    ["[1]", "B"],
  ]);
  expect(places('{"@graph":[{"name":"A"},{}]}')).toEqual([
    ["@graph[0]", "A"],
    ["@graph[1]", null],
  ]);
  expect(places('{"@graph":{"name":"A"}}')).toEqual([["@graph[0]", "A"]]);
  expect(places('[{"@graph":[{"name":"A"}]}]')).toEqual([["[0].@graph[0]", "A"]]);
});

it("says where a text stops being JSON, in one line", () => {
  expect(() => parseSchemaOrg('{\n  "name": "A",\n  oops\n}')).toThrow(/^is not JSON: .*line 3/u);
  expect(() => parseSchemaOrg('{"name":\n"A"')).toThrow(/line 2 column 4|position/u);
  expect(() => parseSchemaOrg("")).toThrow(/^is not JSON: .*line 1 column 1/u);
  expect(() => parseSchemaOrg('{"a":\n\n"b" "c"}')).toThrow(/^[^\n]*$/u);
});

it("refuses a file without records", () => {
  expect(() => parseSchemaOrg("[]")).toThrow("holds no records");
  expect(() => parseSchemaOrg('{"@graph":[]}')).toThrow("holds no records");
});

it("survives JSON that is nested 200 000 deep", () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  expect(parseSchemaOrg(deep)).toHaveLength(1);
});

it("takes keys that name a prototype for ordinary ones", () => {
  const json = '{"__proto__":{"name":"X","polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  expect(places(json)).toEqual([["document", null]]);
  expect("polluted" in {}).toBe(false);
});
