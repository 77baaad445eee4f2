const RESTARTS_MAX = 5;
const RESTART_WINDOW_MS = 60_000;
const FIRST_PAUSE_MS = 250;

/**
 * Decides whether a process that ended unasked is started once more.
 * @param endsMs when it ended, this time included, in milliseconds of one clock, oldest first
 * @returns how many milliseconds to wait before that, or null when it ended too often
 */
export function restartPauseMs(endsMs: readonly number[]): number | null {
  const last = endsMs.at(-1) ?? 0;
  const recent = endsMs.filter((end) => last - end < RESTART_WINDOW_MS).length;
  return recent > RESTARTS_MAX ? null : FIRST_PAUSE_MS * 2 ** Math.max(recent - 1, 0);
}
