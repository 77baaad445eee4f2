/** A code counts as the same scan until it has been out of sight for so long. */
const REPEAT_MS_MAX = 3_000;
/** Codes that are remembered; the oldest is forgotten first. */
const CODES_MAX = 50;

/** Tells a ticket that is still held before the camera from one that is shown again. */
export interface RepeatGate {
  /** Whether the code was seen a moment ago; if so, that moment is now. */
  readonly isRepeat: (code: string, nowMs: number) => boolean;
  readonly note: (code: string, nowMs: number) => void;
  /** Lets the code through at once, because the last attempt came to nothing. */
  readonly forget: (code: string) => void;
}

/** Makes a gate that has seen nothing. */
export function createRepeatGate(): RepeatGate {
  const seenAt = new Map<string, number>();

  function note(code: string, nowMs: number): void {
    seenAt.delete(code);
    const [oldest] = seenAt.keys();
    if (seenAt.size >= CODES_MAX && oldest !== undefined) seenAt.delete(oldest);
    seenAt.set(code, nowMs);
  }

  return {
    note,
    forget: (code) => void seenAt.delete(code),
    isRepeat: (code, nowMs) => {
      const seen = seenAt.get(code);
      if (seen === undefined || nowMs - seen > REPEAT_MS_MAX) return false;
      note(code, nowMs);
      return true;
    },
  };
}
