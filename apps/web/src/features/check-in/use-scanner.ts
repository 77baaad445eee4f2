import { type RefObject, useEffect, useEffectEvent } from "react";

import { type FrameReader, createFrameReader } from "./frame-reader.ts";

/** From one look at the picture to the next: quick enough for a hand, easy on the battery. */
const LOOK_MS_MIN = 150;

/**
 * Looks for codes in the picture of a camera while it is on.
 *
 * @param onCode is told what each look has found, so of one code over and over
 */
export function useScanner(
  place: RefObject<HTMLVideoElement | null>,
  isOn: boolean,
  onCode: (text: string) => void,
): void {
  const found = useEffectEvent(onCode);
  useEffect(() => {
    const video = place.current;
    if (!isOn || video === null) return undefined;
    const closing = new AbortController();
    void look(video, closing.signal, found);
    return () => closing.abort();
  }, [isOn, place]);
}

async function look(
  video: HTMLVideoElement,
  signal: AbortSignal,
  onCode: (text: string) => void,
): Promise<void> {
  let reader: FrameReader | null = null;
  while (!signal.aborted) {
    // Its code may not come at the first attempt, and a picture may not be readable: the next may.
    reader ??= await createFrameReader().catch(() => null);
    const text = await reader?.read(video).catch(() => null);
    if (signal.aborted) return;
    if (text) onCode(text);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS_MIN));
  }
}
