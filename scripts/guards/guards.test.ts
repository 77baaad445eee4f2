import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { without } from "./guard.ts";
import { GUARDS } from "./guards.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** A test file with those that it calls: some declare tests for many. */
function withImports(file: string): string {
  const text = read(file);
  const imported = [...text.matchAll(/from "(\.{1,2}\/[^"]+)"/g)].map(([, path = ""]) =>
    read(join(dirname(file), path)),
  );
  return [text, ...imported].join("\n");
}

test.each(GUARDS)("the guard is where the list says: $name", ({ edits }) => {
  const sources = new Map<string, string>();
  for (const edit of edits) {
    const source = sources.get(edit.file) ?? read(edit.file);
    const changed = without(source, edit);
    expect(changed).not.toBe(source);
    sources.set(edit.file, changed);
  }
});

test.each(GUARDS)("a test is named that must notice its removal: $name", ({ noticedBy }) => {
  expect(noticedBy.length).toBeGreaterThan(0);
  for (const { file, named } of noticedBy) expect(withImports(file)).toContain(named);
});

test("each guard has a name of its own", () => {
  const names = GUARDS.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test("a text that is not there once is refused, and named with its file", () => {
  const edit = { file: "a.ts", from: "guard", to: "" };
  expect(without("a guard here", edit)).toBe("a  here");
  expect(() => without("nothing", edit)).toThrow("a.ts holds this text 0 times instead of once");
  expect(() => without("guard guard", edit)).toThrow("2 times instead of once: guard");
});
