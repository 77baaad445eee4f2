// Releases what is due through the domain until nothing is, and says how long that took.
import { openDatabase } from "@stampede/db/client";
import { releaseDue } from "@stampede/domain/reservations/release-due";
import { VARIABLES } from "../environment.ts";

process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
const db = openDatabase({
  connectionString: VARIABLES["DATABASE_URL"] ?? "",
  applicationName: "stampede-bench-release",
});
// The connection is there before the clock runs, as a worker's is.
await db.pool.query("SELECT 1");
process.send?.({ kind: "measuring" });
const startedMs = performance.now();
let tickets = 0;
for (let more = true; more;) {
  const released = await releaseDue({ db });
  tickets += released.tickets;
  ({ more } = released);
}
const perSecond = (tickets / (performance.now() - startedMs)) * 1_000;
await db.close();
process.send?.({ kind: "result", perSecond });
if (process.connected) process.disconnect?.();
