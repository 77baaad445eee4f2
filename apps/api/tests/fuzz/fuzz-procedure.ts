import { Agent } from "node:http";
import fc from "fast-check";
import { kindOf } from "../router-procedures.ts";
import { type AnswerTimes, answerTimes } from "./answer-times.ts";
import { casesOf, type FuzzCase, requestOf } from "./fuzz-case.ts";
import { isRefusedUnasked, judge, type Problem, type Verdict } from "./judge.ts";
import type { Scene } from "./scene.ts";
import { asCurl, send, type WireReply, type WireRequest } from "./send.ts";

/** What the cases of one procedure came to. */
export interface ProcedureReport {
  readonly path: string;
  readonly cases: number;
  /** How many replies there were of each outcome. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly answers: AnswerTimes;
  /** Those that refuse, but for what a gateway was asked about first. */
  readonly refusals: AnswerTimes;
  /** The first case that was wrong, at its smallest. */
  readonly failure: Failure | undefined;
}

export interface Failure {
  readonly problem: Problem;
  readonly curl: string;
  readonly seed: number;
}

/**
 * Sends generated calls of one procedure, one after the other, until all are judged or one is wrong.
 *
 * @param options.seed the same one makes the same calls, but for ids and keys.
 */
export async function fuzzProcedure(
  scene: Scene,
  path: string,
  { cases, seed }: { readonly cases: number; readonly seed: number },
): Promise<ProcedureReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const outcomes = new Map<string, number>();
  const elapsedMs: number[] = [];
  const refusedMs: number[] = [];
  let last: { readonly wire: WireRequest; readonly problem: Problem } | undefined;
  const attempt = async (one: FuzzCase): Promise<boolean> => {
    const wire = requestOf(path, one, scene.world());
    const { reply, verdict } = await tryOnce(scene, path, wire, agent);
    // What is tried again to be made smaller is no case of its own.
    if (last === undefined) {
      outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
      elapsedMs.push(reply.elapsedMs);
      if (isRefusedUnasked(verdict)) refusedMs.push(reply.elapsedMs);
    }
    if (verdict.problem !== undefined) last = { wire, problem: verdict.problem };
    if (verdict.outcome === "2xx" && kindOf(path) === "mutation") await scene.renew();
    return verdict.problem === undefined;
  };
  try {
    await scene.renew();
    await fc.check(fc.asyncProperty(casesOf(path), attempt), { numRuns: cases, seed });
    await requireServing(scene, agent);
  } finally {
    agent.destroy();
  }
  return {
    path,
    cases: elapsedMs.length,
    outcomes,
    answers: answerTimes(elapsedMs),
    refusals: answerTimes(refusedMs),
    failure: last && { problem: last.problem, curl: asCurl(scene.api.url, last.wire), seed },
  };
}

async function tryOnce(
  scene: Scene,
  path: string,
  wire: WireRequest,
  agent: Agent,
): Promise<{ reply: WireReply; verdict: Verdict }> {
  try {
    const reply = await send(scene.api.url, wire, agent);
    return { reply, verdict: judge(path, reply, await scene.changedRows.take()) };
  } catch (error) {
    const problem: Problem = { kind: "other", text: `no reply: ${String(error)}` };
    return {
      reply: { status: 0, text: "", elapsedMs: 0 },
      verdict: { outcome: "no reply", problem },
    };
  }
}

/** @throws when the process, or its database, does not serve any more. */
async function requireServing({ api }: Scene, agent: Agent): Promise<void> {
  const ask = { method: "GET", target: "/readyz", headers: {}, body: undefined };
  const { status } = await send(api.url, ask, agent);
  if (status !== 200) throw new Error(`/readyz answers ${status}`);
}
