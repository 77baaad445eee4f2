import type { IncomingMessage, ServerResponse } from "node:http";
import type { Target } from "./target.ts";

/** A request that is answered here, with its reply. */
export interface Exchange {
  readonly target: Target;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly startedAtMs: number;
  /** Whom it is counted against; worked out only where it is. */
  readonly client: () => string;
  readonly requestId: string;
}
