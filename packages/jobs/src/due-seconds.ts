/**
 * The second at whose end a job looks for what falls due at `instant`, in seconds since 1970:
 * rounded up, or the job would look before the last of its second is due. Undefined for no instant.
 */
export function dueSecondOf(instant: Date): number | undefined {
  const second = Math.ceil(instant.getTime() / 1_000);
  return Number.isNaN(second) ? undefined : second;
}

/** A set that forgets its oldest member; seconds come in order, so that is one long past. */
export function createMemory(sizeMax: number): { has(id: string): boolean; add(id: string): void } {
  const members = new Set<string>();
  return {
    has: (id) => members.has(id),
    add(id) {
      members.add(id);
      if (members.size <= sizeMax) return;
      const [oldest] = members;
      if (oldest !== undefined) members.delete(oldest);
    },
  };
}
