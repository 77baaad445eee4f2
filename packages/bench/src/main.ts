import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartupError } from "@stampede/embedded/startup-error";
import { BENCHMARKS, selectBenchmarks } from "./benchmarks/all.ts";
import { drawCharts } from "./charts.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { goalTable, print, secondsLine } from "./report/print.ts";
import { runReport } from "./report/report.ts";
import { runBenchmarks } from "./run-benchmarks.ts";

const INTERRUPTED = 130;
const USAGE_ERROR = 2;

process.exitCode = await main(process.argv.slice(2));
// The launcher's channel would keep this process alive.
if (process.connected) process.disconnect?.();

async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
    if (options.kind === "run") selectBenchmarks(options.names, options.scale.isQuick);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return USAGE_ERROR;
  }
  switch (options.kind) {
    case "help":
      print(USAGE);
      return 0;
    case "list":
      for (const { name, group, title } of BENCHMARKS) {
        print(`${name.padEnd(18)} ${group.padEnd(10)} ${title}`);
      }
      return 0;
    case "charts":
      return draw(options.files, options.out);
    case "run":
      return run(options, args);
    default:
      return options satisfies never;
  }
}

async function run(
  { names, scale, directory, json }: Extract<Options, { kind: "run" }>,
  args: readonly string[],
): Promise<number> {
  const stop = new AbortController();
  for (const reason of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) {
    process.on(reason, () => stop.abort(new Error("interrupted")));
  }
  try {
    const report = await runBenchmarks({
      benchmarks: selectBenchmarks(names, scale.isQuick),
      scale,
      directory,
      command: ["npm run bench --", ...args].join(" "),
      signal: stop.signal,
    });
    print(`\n${goalTable(report.benchmarks).join("\n")}`);
    print(`\n${secondsLine(report.benchmarks)}`);
    if (json !== undefined) {
      await mkdir(dirname(json), { recursive: true });
      await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    }
    return report.benchmarks.some(({ verdict }) => verdict === "failed") ? 1 : 0;
  } catch (error) {
    if (stop.signal.aborted) return INTERRUPTED;
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    return 1;
  }
}

async function draw(files: readonly string[], out: string): Promise<number> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const reports = texts.map((text) => runReport.parse(JSON.parse(text)));
  await mkdir(out, { recursive: true });
  for (const { name, svg } of drawCharts(reports)) {
    const path = join(out, `${name}.svg`);
    await writeFile(path, svg);
    print(path);
  }
  return 0;
}
