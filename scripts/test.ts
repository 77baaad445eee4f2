import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ensureSiteBuilt } from "./build-site.ts";
import { requireChromium } from "./chromium-for-tests.ts";
import { requireRedis } from "./redis-for-tests.ts";
import { readTestCounts } from "./test-counts.ts";

/** What has to hold before a change goes in, in the order of how soon it answers. */
const CHECKS = ["format", "lint", "types", "unused"] as const;

const ROOT = join(import.meta.dirname, "..");
/** How long a step may take to end in order once it was told to. */
const STOP_WAIT_MS_MAX = 40_000;
const INTERRUPTED_STATUS = 130;

let running: ChildProcess | null = null;
let interrupted = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
process.on("disconnect", interrupt);
process.channel?.unref();
// A terminal that was closed refuses what is still written to it.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

process.exitCode = await main(process.argv.slice(2));
if (process.connected) process.disconnect?.();

/** @param args given to vitest, and then the tests run alone */
async function main(args: string[]): Promise<number> {
  const failures: string[] = [];
  for (const check of args.length > 0 ? [] : CHECKS) {
    if (!(await step(check, [process.execPath, "--run", `check:${check}`]))) failures.push(check);
    if (interrupted) return INTERRUPTED_STATUS;
  }
  const counts = await runTests(args);
  if (interrupted) return INTERRUPTED_STATUS;
  if (counts.failed > 0) failures.push("tests");
  if (failures.length > 0) console.log(`failed: ${failures.join(", ")}`);
  const checksFailed = failures.filter((name) => name !== "tests").length;
  console.log(`${counts.passed} passed, ${counts.failed + checksFailed} failed`);
  return failures.length > 0 ? 1 : 0;
}

async function runTests(args: string[]): Promise<{ passed: number; failed: number }> {
  const missing = [await requireRedis(), await requireChromium()].filter((line) => line !== null);
  if (missing.length > 0) {
    for (const line of missing) console.error(line);
    return { passed: 0, failed: missing.length };
  }
  // The stage of a browser test builds it too; here its time is no test's, and is spent once.
  if (args.length === 0) await buildSite();
  const directory = mkdtempSync(join(tmpdir(), "stampede-report-"));
  try {
    const report = join(directory, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const passed = await step("tests", ["vitest", "run", ...reporters, ...args]);
    return await readTestCounts(report, !passed);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What goes wrong is told here, and fails the browser tests. */
async function buildSite(): Promise<void> {
  try {
    await ensureSiteBuilt({ say: (line) => console.log(`— ${line}`) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}

/** Runs one step to its end, and says how it went and how long it took. */
async function step(name: string, [program = "", ...args]: string[]): Promise<boolean> {
  console.log(`— ${name}`);
  const started = performance.now();
  const status = await new Promise<number | null>((resolve) => {
    // A group of its own, so that Ctrl-C reaches it once and not twice.
    running = spawn(program, args, {
      cwd: ROOT,
      detached: true,
      stdio: ["ignore", "inherit", "inherit"],
    });
    running.once("error", (error) => {
      console.error(error.message);
      resolve(null);
    });
    running.once("exit", resolve);
  });
  running = null;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`— ${name}: ${status === 0 ? "passed" : "failed"} in ${seconds} s`);
  return status === 0;
}

function interrupt(): void {
  if (interrupted) return;
  interrupted = true;
  const child = running;
  if (child?.pid === undefined) return;
  const group = -child.pid;
  child.kill("SIGINT");
  setTimeout(() => {
    try {
      process.kill(group, "SIGKILL");
    } catch {
      // The whole group has ended.
    }
  }, STOP_WAIT_MS_MAX).unref();
}
