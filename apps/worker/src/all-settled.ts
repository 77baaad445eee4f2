/**
 * Waits for all parts of a job, however many fail.
 *
 * @throws an error that says how many did, with the first one's as its cause.
 */
export async function allSettled(job: string, parts: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(parts);
  const failed = results.filter((result) => result.status === "rejected");
  const [first] = failed;
  if (first === undefined) return;
  throw new Error(`${failed.length} of ${parts.length} parts of ${job} failed`, {
    cause: first.reason,
  });
}
