import { fork } from "node:child_process";

// Starts another program and does nothing more, so that a test can kill a parent.
const [, , program = ""] = process.argv;
fork(program, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
