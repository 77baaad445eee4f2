import { randomInt } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { startTemplateServer, type TemplateServer } from "@stampede/testing/template-server";
import { type Options, readOptions, USAGE } from "./options.ts";
import { type RowReport, summarize, tableOf } from "./report.ts";
import type { Row } from "./row.ts";
import { ROWS } from "./rows/all.ts";
import { runRow } from "./run-row.ts";
import type { Findings } from "./stage/findings.ts";

const INTERRUPTED = 130;
const USAGE_ERROR = 2;
const SEED_BELOW = 2 ** 31;
const MS_PER_SECOND = 1_000;

type RunOptions = Extract<Options, { kind: "run" }>;

// Not by itself: the launcher's channel would keep this process alive, and where a fault has left a
// request without an end Node.js would wait for that in its own clean-up, with a processor, for good.
// oxlint-disable-next-line no-process-exit -- nothing is left to be done
process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args, randomInt(SEED_BELOW));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return USAGE_ERROR;
  }
  switch (options.kind) {
    case "help":
      print(USAGE);
      return 0;
    case "list":
      for (const { name, fault } of ROWS) print(`${name.padEnd(18)} ${fault}`);
      return 0;
    case "run":
      return await run(options);
    default:
      return options satisfies never;
  }
}

async function run(options: RunOptions): Promise<number> {
  const stop = new AbortController();
  for (const reason of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) {
    process.on(reason, () => stop.abort());
  }
  print(`seed ${options.seed}, ${availableParallelism()} processors, Node.js ${process.version}`);
  const server = await startTemplateServer();
  const reports: RowReport[] = [];
  try {
    for (const row of options.rows) {
      const report = await runRounds(row, options, { server, signal: stop.signal });
      if (stop.signal.aborted) return INTERRUPTED;
      tell(report);
      reports.push(report);
    }
  } finally {
    await server.stop();
  }
  print(`\n${tableOf(reports).join("\n")}`);
  if (options.json !== undefined) await writeJson(options.json, options.seed, reports);
  return reports.some(({ violations }) => violations.length > 0) ? 1 : 0;
}

async function runRounds(
  row: Row,
  { rounds, seed, isShort }: RunOptions,
  { server, signal }: { server: TemplateServer; signal: AbortSignal },
): Promise<RowReport> {
  const startedMs = performance.now();
  const scale = isShort ? "short" : "full";
  const all: Findings[] = [];
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const roundSeed = (seed + round) % SEED_BELOW;
    const findings = await runRow(row, { server, scale, seed: roundSeed, signal });
    if (signal.aborted) break;
    all.push(findings);
    if (findings.violations.length === 0) continue;
    for (const violation of findings.violations) print(`VIOLATED ${row.name}: ${violation}`);
    const short = isShort ? " --short" : "";
    print(`  replay: npm run faults -- --row ${row.name} --seed ${roundSeed}${short}`);
    print("  (the same plan; what the machine does at the same moment may differ)");
  }
  return summarize(row, all, (performance.now() - startedMs) / MS_PER_SECOND);
}

function tell(report: RowReport): void {
  const { name, runs, operations, violations, recoveryMsMax, seconds, figures } = report;
  const recovery = recoveryMsMax === null ? "" : `, back in ${recoveryMsMax} ms`;
  print(
    `${name}: ${runs} runs, ${operations} operations, ${violations.length} violations${recovery}, ${seconds.toFixed(1)} s`,
  );
  for (const [what, value] of Object.entries(figures)) print(`  ${what}: ${value.toFixed(1)}`);
}

async function writeJson(file: string, seed: number, rows: readonly RowReport[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const about = { seed, processors: availableParallelism(), node: process.version };
  await writeFile(file, `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
