import { randomBytes } from "node:crypto";
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, open, rename } from "node:fs/promises";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { childExit, stopChild } from "./child-exit.ts";
import { prepareDataDirectory } from "./data-directory.ts";
import { SEARCH_PATH } from "./environment.ts";
import { findFreePort } from "./free-port.ts";
import { keep } from "./keeper.ts";
import { logSize, logTail } from "./log-tail.ts";
import { StartupError } from "./startup-error.ts";

/** A Redis or Valkey server on 127.0.0.1. */
export interface EmbeddedRedis extends AsyncDisposable {
  /** Its connection string, password included. */
  url: string;
  port: number;
  pid: number;
  /** Settles when the server has ended, asked to or not. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedRedisOptions {
  /** For its log and its files; made when it is missing. */
  directory: string;
  /** The program; by default the one that `findRedisServer` finds. */
  executable?: string;
  /** A free one by default. */
  port?: number;
  /** A random one by default. */
  password?: string;
  /** True keeps what it holds over a restart. Default false: the database is the truth. */
  persistent?: boolean;
  /** How long the server outlives this process when it is killed, in seconds. Default 12. */
  graceSeconds?: number;
}

const PROGRAMS = ["redis-server", "valkey-server"];
const START_ATTEMPTS_MAX = 5;
const START_WAIT_MS_MAX = 10_000;
const PING_WAIT_MS_MAX = 1_000;
const POLL_MS = 10;
const PASSWORD_BYTES = 32;
/** The API and the worker may take 10 s to finish what they have begun. */
const GRACE_SECONDS_DEFAULT = 12;
const STOP_STAGES = [
  { signal: "SIGTERM", waitMsMax: 5_000 },
  { signal: "SIGKILL", waitMsMax: 2_000 },
] as const;

/**
 * Finds a Redis or Valkey server program.
 * @param searchPath directories, separated as in PATH
 * @returns its absolute path, or null when there is none
 */
export async function findRedisServer(searchPath: string = SEARCH_PATH): Promise<string | null> {
  for (const program of PROGRAMS) {
    for (const directory of searchPath.split(delimiter)) {
      if (directory === "") continue;
      const path = join(directory, program);
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return path;
    }
  }
  return null;
}

/**
 * Starts a server of its own, which refuses writes when its memory is full rather than dropping
 * jobs.
 * @throws StartupError when there is no program, or it does not start
 */
export async function startRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const executable = options.executable ?? (await findRedisServer());
  if (executable === null) {
    throw new StartupError(
      "no redis-server or valkey-server is on the PATH; install one, or set REDIS_URL",
    );
  }
  const directory = await prepareDataDirectory(options.directory);
  const password = options.password ?? randomBytes(PASSWORD_BYTES).toString("base64url");
  const { child, pid, port } = await startServer({ ...options, directory, executable, password });
  const graceSeconds = options.graceSeconds ?? GRACE_SECONDS_DEFAULT;
  const keeper = keep(pid, { signal: "TERM", graceSeconds });
  const exited = childExit(child).then(() => keeper.dismiss());
  const stop = async (): Promise<void> => {
    await stopChild(child, STOP_STAGES);
    await exited;
  };
  const url = `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  return { url, port, pid, exited, stop, [Symbol.asyncDispose]: stop };
}

interface ServerSettings {
  directory: string;
  executable: string;
  password: string;
  port?: number;
  persistent?: boolean;
}

async function startServer(
  settings: ServerSettings,
): Promise<{ child: ChildProcess; pid: number; port: number }> {
  const logFile = join(settings.directory, "redis.log");
  await rename(logFile, `${logFile}.1`).catch(() => {});
  for (let attempt = 1; ; attempt += 1) {
    const port = settings.port ?? (await findFreePort());
    const from = await logSize(logFile);
    const child = await spawnServer(settings, port, logFile);
    if (child.pid !== undefined && (await becomesReady(child, port, settings.password))) {
      return { child, pid: child.pid, port };
    }
    await stopChild(child, STOP_STAGES);
    const tail = await logTail(logFile, from);
    if (attempt === START_ATTEMPTS_MAX || !/address already in use/i.test(tail)) {
      throw new StartupError(`${settings.executable} did not start: ${tail} (see ${logFile})`);
    }
  }
}

async function spawnServer(
  settings: ServerSettings,
  port: number,
  logFile: string,
): Promise<ChildProcess> {
  const log = await open(logFile, "a", 0o600);
  try {
    const child = spawn(settings.executable, ["-"], {
      cwd: settings.directory,
      // Ctrl-C in the terminal reaches a whole group, and this one outlives the worker.
      detached: true,
      stdio: ["pipe", log.fd, log.fd],
    });
    child.on("error", () => {});
    child.stdin?.on("error", () => {});
    // By its input and not its arguments, which every user of the machine may read.
    child.stdin?.end(configuration(settings, port));
    return child;
  } finally {
    await log.close();
  }
}

function configuration(settings: ServerSettings, port: number): string {
  const persistent = settings.persistent === true;
  return [
    "bind 127.0.0.1",
    `port ${port}`,
    `requirepass ${settings.password}`,
    `dir ${JSON.stringify(settings.directory)}`,
    "daemonize no",
    'save ""',
    `appendonly ${persistent ? "yes" : "no"}`,
    ...(persistent ? ["appendfsync everysec"] : []),
    "maxmemory-policy noeviction",
    "",
  ].join("\n");
}

async function becomesReady(child: ChildProcess, port: number, password: string): Promise<boolean> {
  const deadline = performance.now() + START_WAIT_MS_MAX;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await answersPing(port, password)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    let reply = "";
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PING_WAIT_MS_MAX, () => settle(false));
    socket.once("error", () => settle(false));
    socket.once("close", () => settle(false));
    socket.once("connect", () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on("data", (chunk) => {
      reply += chunk.toString("utf8");
      if (reply.includes("+PONG")) settle(true);
      else if (reply.includes("-")) settle(false);
    });
  });
}
