import { spawn } from "node:child_process";
import { Socket } from "node:net";

/** A guard that ends a process when the one that started it is gone. */
export interface Keeper {
  /** The process has been ended in order: nothing is left to do. */
  dismiss(): void;
}

/**
 * Reads a line that never comes while the starter lives; its death closes the pipe. Then it gives
 * those who still drain their time, ends the process and, at most 20 s later, removes what is
 * named.
 */
const SCRIPT = `read -r word
[ "$word" = done ] && exit 0
sleep "$1"
kill -s "$2" "$3" 2>/dev/null
[ -n "$4" ] || exit 0
tries=0
while kill -0 "$3" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.2; tries=$((tries + 1)); done
rm -rf -- "$4"`;

/**
 * Ends `pid` when this process dies without having dismissed the keeper, even by SIGKILL, which no
 * handler sees.
 * @param options.signal sent once this process is gone, without the "SIG"
 * @param options.graceSeconds how long after that, for others that still use the process
 * @param options.removeDirectory an absolute path that is removed when the process has ended
 */
export function keep(
  pid: number,
  options: { signal: "INT" | "TERM" | "KILL"; graceSeconds: number; removeDirectory?: string },
): Keeper {
  // Windows has no shell for it; the next start finds what was left over.
  if (process.platform === "win32") return { dismiss() {} };
  const args = [options.graceSeconds, options.signal, pid, options.removeDirectory ?? ""];
  const shell = spawn("/bin/sh", ["-c", SCRIPT, "keeper", ...args.map(String)], {
    // A group of its own: Ctrl-C in the terminal must not end the guard first.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" },
  });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return { dismiss: () => void shell.stdin.end("done\n") };
}
