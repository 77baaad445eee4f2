import type { TemplateServer } from "@stampede/testing/template-server";
import type { Row, Scale } from "./row.ts";
import type { Findings } from "./stage/findings.ts";
import { openStage } from "./stage/stage.ts";

/**
 * Runs a row once on a stage of its own, and checks every invariant afterwards.
 *
 * @returns what was seen; a row that breaks off has violated its promise.
 */
export async function runRow(
  row: Row,
  options: {
    readonly server: TemplateServer;
    readonly scale: Scale;
    readonly seed: number;
    /** Takes the stage away under the row, which then breaks off. */
    readonly signal?: AbortSignal;
  },
): Promise<Findings> {
  await using stage = openStage(options.server, options);
  // What goes wrong with it is told when the stage is left.
  const leave = (): void => void stage[Symbol.asyncDispose]().catch(() => undefined);
  options.signal?.addEventListener("abort", leave);
  const { findings } = stage;
  try {
    await row.run(stage);
    await stage.check();
  } catch (error) {
    findings.violations.push(`it broke off: ${describe(error)}`);
  } finally {
    options.signal?.removeEventListener("abort", leave);
  }
  return findings;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause === undefined ? message : `${message} (${describe(cause)})`;
}
