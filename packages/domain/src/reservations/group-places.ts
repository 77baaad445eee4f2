/**
 * The part of the places that crowds leave to all others, and these to crowds: a hot event keeps none
 * from buying elsewhere, and ids that somebody makes up by the thousand do not keep a crowd waiting.
 */
const KEPT_SHARE = 1 / 3;

/** Whether many wait for an event, or few. */
export type GroupKind = "crowd" | "few";

/** Counts the groups that are being committed. */
export interface GroupPlaces {
  /** Whether crowds and others have places of their own; where there are too few, neither has. */
  readonly isShared: boolean;
  has(kind: GroupKind): boolean;
  /** How many of an event are being committed. */
  begunOf(eventId: string): number;
  /** Takes one, and gives how to leave it. */
  take(eventId: string, kind: GroupKind): () => void;
}

/** @param total how many groups there may be at once, over all events. */
export function createGroupPlaces(total: number): GroupPlaces {
  const kept = Math.floor(total * KEPT_SHARE);
  const taken: Record<GroupKind, number> = { crowd: 0, few: 0 };
  const byEvent = new Map<string, number>();
  const begunOf = (eventId: string): number => byEvent.get(eventId) ?? 0;
  return {
    isShared: kept > 0,
    has: (kind) => taken.crowd + taken.few < total && taken[kind] < total - kept,
    begunOf,
    take(eventId, kind) {
      taken[kind]++;
      byEvent.set(eventId, begunOf(eventId) + 1);
      return () => {
        taken[kind]--;
        const others = begunOf(eventId) - 1;
        if (others === 0) byEvent.delete(eventId);
        else byEvent.set(eventId, others);
      };
    },
  };
}
