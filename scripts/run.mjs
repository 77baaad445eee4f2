// Plain JavaScript for every Node.js that npm may bring: it installs what is missing and hands over
// to the Node.js of the workspace, which runs the TypeScript sources as they are.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PNPM_VERSION = "12.21.0";
const NODE_MAJOR_MIN = 20;
const NODE_MINOR_MIN = 19;
const PARENT_CHECK_MS = 500;
const SIGNAL_STATUS_BASE = 128;
/** @type {readonly NodeJS.Signals[]} */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/** @type {Record<string, readonly string[]>} */
const COMMANDS = {
  start: ["apps/standalone/src/main.ts"],
  dev: ["apps/standalone/src/main.ts", "--watch"],
  test: ["scripts/test.ts"],
  stampede: ["apps/cli/src/main.ts"],
  bench: ["packages/bench/src/main.ts"],
  faults: ["packages/faults/src/main.ts"],
  fuzz: ["apps/api/tests/fuzz/main.ts"],
  guards: ["scripts/guards/main.ts"],
  mutate: ["node_modules/@stryker-mutator/core/bin/stryker.js", "run"],
};
/** Commands that serve pages, which are built first where they are not those of the sources. */
const SERVES_PAGES = new Set(["start", "dev"]);

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
async function main([name = "", ...args]) {
  const command = COMMANDS[name];
  if (command === undefined) return refuse(`usage: run.mjs ${Object.keys(COMMANDS).join("|")}`);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < NODE_MAJOR_MIN || (major === NODE_MAJOR_MIN && minor < NODE_MINOR_MIN)) {
    return refuse(
      `Stampede needs Node.js ${NODE_MAJOR_MIN}.${NODE_MINOR_MIN} or newer, and this is ${process.version}`,
    );
  }
  const installed = await installWhenNeeded();
  if (installed !== 0) return installed;
  const [entry = "", ...first] = command;
  const node = join(
    root,
    "node_modules/node/bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  const env = {
    // Every process that is started loads some hundreds of sources, compiled here by the first.
    NODE_COMPILE_CACHE: join(root, "node_modules/.cache/compiled"),
    ...process.env,
    PATH: [dirname(node), join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
  };
  if (SERVES_PAGES.has(name)) {
    const stdio = /** @type {const} */ (["ignore", process.stderr, process.stderr]);
    const built = await run(node, [join(root, "scripts/site.ts")], { env, stdio: [...stdio] });
    // Without pages the shop sells all the same; a signal means that nobody wants it to.
    if (built > SIGNAL_STATUS_BASE) return built;
  }
  return run(node, [join(root, entry), ...first, ...args], {
    env,
    // The channel closes when this process dies, by whatever, and the other end then stops.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
}

/** Installs the dependencies unless those of this very lockfile are there. */
async function installWhenNeeded() {
  const stampFile = join(root, "node_modules/.stampede-install");
  const stamp = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .update(`\0${PNPM_VERSION}\0${process.platform}\0${process.arch}`)
    .digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return 0;
  console.error("Installing what is missing …");
  const { NODE_ENV: _ignored, ...env } = process.env;
  const status = await run(
    "npx",
    [
      "--yes",
      `pnpm@${PNPM_VERSION}`,
      "install",
      "--frozen-lockfile",
      "--config.confirmModulesPurge=false",
    ],
    {
      // In production mode pnpm would leave out the very Node.js that everything runs on.
      env,
      // What a command prints may be read by a program, so this goes beside it.
      stdio: ["ignore", process.stderr, process.stderr],
      shell: process.platform === "win32",
    },
  );
  if (status === 0) writeFileSync(stampFile, stamp);
  else console.error(`The installation failed with status ${status}; see above.`);
  return status;
}

/**
 * Runs a program to its end, passing signals on to it.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<number>} its exit status
 */
function run(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, ...options });
    const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    for (const signal of FORWARDED) process.on(signal, forward);
    const launcher = ancestors();
    const parentCheck = setInterval(() => {
      if (ancestors() !== launcher) forward("SIGTERM");
    }, PARENT_CHECK_MS);
    const finish = (/** @type {number} */ status) => {
      clearInterval(parentCheck);
      for (const signal of FORWARDED) process.off(signal, forward);
      resolve(status);
    };
    child.once("error", (error) =>
      finish(refuse(`${program} could not be started: ${error.message}`)),
    );
    child.once("exit", (status, signal) =>
      finish(status ?? SIGNAL_STATUS_BASE + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}

/** The parent and its parent: npm runs a script through a shell, which outlives npm's death. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/**
 * @param {string} line
 * @returns {number} the exit status of a command that could not be run
 */
function refuse(line) {
  console.error(line);
  return 1;
}
