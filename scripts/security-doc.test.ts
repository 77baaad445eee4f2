import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const COLUMNS = 4;
const THREATS_MIN = 25;

const document = readFileSync(join(ROOT, "docs/security.md"), "utf8");
const threats = (document.split("## Threats and guards")[1] ?? "")
  .split("\n")
  .filter(
    (line) => line.startsWith("| ") && !line.startsWith("| threat") && !line.startsWith("| ---"),
  )
  .map((line) => line.split("|").slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()));

test("every threat names its guard, where it is, and a test", () => {
  expect(threats.length).toBeGreaterThan(THREATS_MIN);
  for (const cells of threats) {
    expect(cells).toHaveLength(COLUMNS);
    for (const cell of cells) expect(cell).not.toBe("");
  }
});

test.each(threats)(
  "%s: what keeps it off, and what would notice, are there",
  (_, __, where, tests) => {
    const files = pathsIn(where);
    expect(files).not.toEqual([]);
    for (const path of files) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
    const named = testsIn(tests);
    expect(named).not.toEqual([]);
    for (const { path, name } of named) {
      const text = readFileSync(join(ROOT, path), "utf8");
      expect([path, name, text.includes(name)]).toEqual([path, name, true]);
    }
  },
);

function pathsIn(cell = ""): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
}

/** The tests of a cell: a file, and behind it the names of its tests. */
function testsIn(cell = ""): { path: string; name: string }[] {
  let path = "";
  const found: { path: string; name: string }[] = [];
  for (const [, file, name] of cell.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
    path = file ?? path;
    if (name !== undefined) found.push({ path, name });
  }
  return found;
}
