import { onlineManager } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

/** Figures older than this have missed two of the regular rounds. */
const STALE_MS = 25_000;

/** Whether what was read at `updatedAt` (milliseconds of the device's clock) is no longer the present. */
export function useStale(updatedAt: number): boolean {
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  const [staleAt, setStaleAt] = useState<number | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setStaleAt(updatedAt), updatedAt + STALE_MS - Date.now());
    return () => clearTimeout(timer);
  }, [updatedAt]);
  return !isOnline || staleAt === updatedAt;
}
