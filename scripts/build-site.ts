import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { glob, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { compressSite } from "./compress-site.ts";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "apps/web/dist");
const SITE = join(DIST, "site");
/** Beside the site and not in it: everything in there is served. */
const STAMP = join(DIST, "site.stamp");
const LOCK = join(DIST, "site.lock");
/** All that the built site is made of. */
const SOURCES = [
  "apps/web/{index.html,package.json,vite.config.ts,tsconfig.json}",
  "apps/web/{src,public,build}/**/*",
  "packages/client/src/**/*.{ts,tsx}",
  "pnpm-lock.yaml",
];
/** Written by the build itself, from the routes. */
const GENERATED = /\/routeTree\.gen\.ts$/;
const TEST = /\.test\.tsx?$/;
/** Renders pages on the server. The dot keeps it from being served. */
const PRERENDER = "src/prerender.tsx";
const BUILD_MS_MAX = 120_000;
const LOCK_POLL_MS = 100;

/**
 * Makes sure that the built site is the one of the present sources, and builds it where it is not.
 * Processes that ask at the same moment wait for one build.
 *
 * @param options.say is told when a build begins.
 * @param options.signal ends the build.
 * @returns the directory with the built site.
 * @throws {Error} with what the build printed, when it fails.
 */
export async function ensureSiteBuilt(
  options: { readonly say?: (line: string) => void; readonly signal?: AbortSignal } = {},
): Promise<string> {
  if (isBuilt(await hashSources())) return SITE;
  await mkdir(DIST, { recursive: true });
  await using held = new AsyncDisposableStack();
  held.use(await takeLock());
  // Somebody else may have built it meanwhile.
  const hash = await hashSources();
  if (isBuilt(hash)) return SITE;
  options.say?.("building the site");
  await build(options.signal);
  await writeFile(STAMP, hash);
  return SITE;
}

function isBuilt(hash: string): boolean {
  return existsSync(join(SITE, "index.html")) && existsSync(STAMP) && stampOf() === hash;
}

function stampOf(): string {
  return readFileSync(STAMP, "utf8");
}

async function hashSources(): Promise<string> {
  const paths = new Set<string>();
  for await (const entry of glob(SOURCES, { cwd: ROOT, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !GENERATED.test(path) && !TEST.test(path)) paths.add(path);
  }
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) {
    hash
      .update(`${path.slice(ROOT.length)}\0`)
      .update(await readFile(path))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Builds beside the site that is there and then puts the new one in its place. */
async function build(signal?: AbortSignal): Promise<void> {
  const fresh = join(DIST, `site.new.${process.pid}`);
  const prerender = join(DIST, `prerender.new.${process.pid}`);
  const old = join(DIST, `site.old.${process.pid}`);
  const runInto = (outDir: string, ...args: string[]): Promise<void> =>
    runVite(["build", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn", ...args], signal);
  try {
    await runInto(fresh);
    await compressSite(fresh);
    await runInto(prerender, "--ssr", PRERENDER);
    await rename(prerender, join(fresh, ".prerender"));
    if (existsSync(SITE)) await rename(SITE, old);
    await rename(fresh, SITE);
  } finally {
    for (const path of [fresh, prerender, old]) await rm(path, { recursive: true, force: true });
  }
}

async function runVite(args: readonly string[], signal?: AbortSignal): Promise<void> {
  const vite = join(ROOT, "apps/web/node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: join(ROOT, "apps/web"),
    // The tests set NODE_ENV to their own, and React would be bundled for development.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: BUILD_MS_MAX,
    ...(signal && { signal }),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status !== 0) throw new Error(`the site could not be built:\n${output}`);
}

/** A file that one process has made, with its id in it; one that its maker left behind is taken over. */
async function takeLock(): Promise<AsyncDisposable> {
  const deadline = performance.now() + BUILD_MS_MAX;
  while (performance.now() < deadline) {
    try {
      const file = await open(LOCK, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      return { [Symbol.asyncDispose]: () => rm(LOCK, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = Number(await readFile(LOCK, "utf8").catch(() => ""));
    if (holder > 0 && !isAlive(holder)) await rm(LOCK, { force: true });
    await pause(LOCK_POLL_MS);
  }
  throw new Error(`${LOCK} is held by another process: remove it when no build is running`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
