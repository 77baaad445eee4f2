// The generator's process: its CPU time is its own, and not the server's.
import { runClosedLoop } from "./closed-loop.ts";
import { runOpenLoop } from "./open-loop.ts";
import type { LoadCommand, LoadMessage, LoadResult } from "./protocol.ts";
import { runStreams } from "./streams.ts";

const tell = (message: LoadMessage): void => void process.send?.(message);

process.once("disconnect", () => {
  // Whoever wanted the figures is gone, and sockets would keep this process alive.
  process.kill(process.pid, "SIGKILL");
});
process.once("message", (command: LoadCommand) => {
  run(command).then(
    (result) => tell({ kind: "result", result }),
    (error: unknown) =>
      tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
});
tell({ kind: "ready" });

function run(command: LoadCommand): Promise<LoadResult> {
  switch (command.kind) {
    case "closed":
      return runClosedLoop(command, tell);
    case "open":
      return runOpenLoop(command, tell);
    case "streams":
      return runStreams(command, tell);
    default:
      return command satisfies never;
  }
}
