import type { JobHandlers } from "@stampede/jobs/registry";
import type { Duties } from "../duties.ts";

/** Winds up what is cancelled by the database's word, whatever second the job was meant for. */
export function handleWindUpEvents({
  windUp,
}: Pick<Duties, "windUp">): JobHandlers["wind-up-events"] {
  return windUp;
}
