import { execFile } from "node:child_process";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

import { build } from "../scripts/build.ts";

const run = promisify(execFile);
const PACKAGE = resolve(import.meta.dirname, "..");
const TSC = resolve(PACKAGE, "../../node_modules/typescript/bin/tsc");
const BUILD_TIMEOUT_MS = 120_000;

const COMPILER_OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  module: "nodenext",
  target: "es2024",
  lib: ["es2024", "dom", "dom.iterable"],
  types: [],
  noEmit: true,
};

let outside: string;

// A project that has the packed package and what it depends on, and nothing else of this repository.
beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), "stampede-client-"));
  const built = join(PACKAGE, "dist/package");
  await build(built);
  await run("npm", ["pack", built, "--pack-destination", outside, "--offline"]);
  const tarball = (await readdir(outside)).find((name) => name.endsWith(".tgz"));
  const unpacked = join(outside, "node_modules/@stampede/client");
  await mkdir(unpacked, { recursive: true });
  await run("tar", ["-xzf", join(outside, String(tarball)), "-C", unpacked, "--strip", "1"]);
  await symlink(join(PACKAGE, "node_modules/@trpc"), join(outside, "node_modules/@trpc"));
  await writeFile(join(outside, "package.json"), JSON.stringify({ type: "module" }));
  for (const name of ["purchase.ts", "misuse.ts"]) {
    await copyFile(join(PACKAGE, "tests", name), join(outside, name));
  }
  const readme = await readFile(join(unpacked, "README.md"), "utf8");
  await writeFile(join(outside, "readme.ts"), /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "");
}, BUILD_TIMEOUT_MS);

afterAll(() => rm(outside, { recursive: true, force: true }));

test("a program elsewhere is typed by it: right use compiles, and each mistake does not", async () => {
  expect(await complaintsAbout(["purchase.ts", "misuse.ts", "readme.ts"])).toEqual([]);
});

test("a mistake is refused where it stands", async () => {
  await writeFile(join(outside, "wrong.ts"), WRONG);
  expect(await complaintsAbout(["wrong.ts"])).toEqual([
    "wrong.ts(3,21): error TS2339",
    "wrong.ts(4,34): error TS2322",
    "wrong.ts(5,49): error TS2339",
  ]);
});

async function complaintsAbout(files: readonly string[]): Promise<readonly string[]> {
  const config = join(outside, "tsconfig.json");
  await writeFile(config, JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files }));
  const printed = await run(process.execPath, [TSC, "--project", config], { cwd: outside }).then(
    () => "",
    (failure: { stdout: string }) => failure.stdout,
  );
  // tRPC's own declarations want Node's types; all else, the package's declarations included, is ours.
  const complaints = printed.match(/^\S.*?: error TS\d+/gm) ?? [];
  return complaints.filter((complaint) => !complaint.includes("/@trpc/"));
}

const WRONG = `import { createClient } from "@stampede/client/create-client";
const client = createClient({ url: "/trpc" });
await client.events.buy.mutate({});
await client.events.list.query({ limit: "20" });
(await client.events.get.query({ event: "e" })).price;
`;

test("it runs elsewhere, without any package of the server", async () => {
  const program = `
    import { createClient } from "@stampede/client/create-client";
    import { isStampedeError } from "@stampede/client/errors";
    const fetch = async () => { throw new TypeError("offline"); };
    const client = createClient({ url: "http://127.0.0.1/trpc", fetch, retries: { attemptsMax: 1 } });
    const error = await client.events.list.query({}).catch((cause) => cause);
    console.log(isStampedeError(error) && error.reason);
  `;
  await writeFile(join(outside, "program.mjs"), program);
  const { stdout } = await run(process.execPath, [join(outside, "program.mjs")]);
  expect(stdout).toBe("NETWORK\n");
});
