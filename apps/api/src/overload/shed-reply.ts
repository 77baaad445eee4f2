import type { ServerResponse } from "node:http";
import { DomainError } from "@stampede/domain/errors";
import { refused } from "@stampede/router/refusal";
import { errorBody } from "../error-reply.ts";
import { newRequestId } from "../http-recorder.ts";
import { retryAfter } from "../retry-after.ts";
import { STANDING_HEADERS } from "../standing-headers.ts";
import type { Asked } from "./lane-of.ts";

const SERVICE_UNAVAILABLE = 503;
const TOO_MANY_REQUESTS = 429;
/** Replies are made anew so often: what they say of the time is out by no more. */
const RENEW_MS = 100;
/** Told apart by so many times to come again, or all who are turned away at once come back at once. */
const RETRY_AFTER_MS = [1_000, 1_400, 1_800, 2_200, 2_600, 3_000] as const;
const LIMITED_MESSAGE = "Too many calls from this address; wait a little.";
const MESSAGE = "Too many are here at the moment. Please try again.";

interface PreparedReply {
  /** By the number of calls in a batch; at 0 what a call on its own is told. */
  readonly bodies: readonly string[];
  readonly retryAfter: string;
}

/** Tells calls that they were turned away. */
export interface ShedReplies {
  send(outgoing: ServerResponse, asked: Pick<Asked, "calls" | "isBatch">, isClosing: boolean): void;
  /** Says that its client has called too often, and until when. */
  sendLimited(
    outgoing: ServerResponse,
    asked: Pick<Asked, "calls" | "isBatch">,
    told: { readonly retryAt: Date; readonly isClosing: boolean },
  ): void;
}

/**
 * Replies that are made a few times a second however many are sent: turning a call away must cost
 * much less than serving it, or the answer to a crowd would be all that there is time for.
 */
export function createShedReplies(): ShedReplies {
  let replies: readonly PreparedReply[] = [];
  let madeAtMs = Number.NEGATIVE_INFINITY;
  let turn = 0;
  return {
    send(outgoing, { calls, isBatch }, isClosing) {
      const nowMs = performance.now();
      if (nowMs - madeAtMs > RENEW_MS) {
        replies = RETRY_AFTER_MS.map(prepare);
        madeAtMs = nowMs;
      }
      const reply = replies[turn++ % replies.length];
      const body = reply?.bodies[isBatch ? calls : 0] ?? "";
      write(outgoing, SERVICE_UNAVAILABLE, {
        body,
        retryAfter: reply?.retryAfter ?? "1",
        isClosing,
      });
    },
    sendLimited(outgoing, { calls, isBatch }, { retryAt, isClosing }) {
      const error = refused(
        new DomainError("RATE_LIMITED", LIMITED_MESSAGE, { retryAt: retryAt.toISOString() }),
      );
      const single = JSON.stringify(errorBody(error));
      const body = isBatch ? batchOf(single, calls) : single;
      const seconds = retryAfter([error]) ?? "1";
      write(outgoing, TOO_MANY_REQUESTS, { body, retryAfter: seconds, isClosing });
    },
  };
}

function write(
  outgoing: ServerResponse,
  status: number,
  reply: { readonly body: string; readonly retryAfter: string; readonly isClosing: boolean },
): void {
  const headers = [...STANDING, "x-request-id", newRequestId()];
  if (reply.isClosing) headers.push("connection", "close");
  const { body } = reply;
  headers.push("retry-after", reply.retryAfter, "content-length", String(body.length));
  outgoing.writeHead(status, headers);
  // ASCII, so that head and body go out in one piece.
  outgoing.end(body, "latin1");
}

const STANDING = Object.entries({
  ...STANDING_HEADERS,
  "cache-control": "no-store",
  "content-type": "application/json",
}).flat();

const BATCH_SIZE_MAX = 10;

function prepare(waitMs: number): PreparedReply {
  const retryAt = new Date(Date.now() + waitMs).toISOString();
  const error = refused(new DomainError("OVERLOADED", MESSAGE, { retryAt }));
  const single = JSON.stringify(errorBody(error));
  const batches = Array.from({ length: BATCH_SIZE_MAX }, (_, index) => batchOf(single, index + 1));
  return { bodies: [single, ...batches], retryAfter: retryAfter([error]) ?? "1" };
}

function batchOf(single: string, calls: number): string {
  return `[${Array.from({ length: calls }, () => single).join(",")}]`;
}
