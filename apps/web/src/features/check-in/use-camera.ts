import { useFocused } from "@stampede/client/react/use-focused";
import { type RefObject, useEffect, useState } from "react";

import { setTorch, trackWithTorch } from "./torch.ts";

/** `off` until it is asked for; `denied`, `missing` and `failed` say why it is not `on`. */
export type CameraState = "off" | "starting" | "on" | Failure;
type Failure = "denied" | "missing" | "failed";

export interface Camera {
  readonly state: CameraState;
  /** The light beside the camera, while there is one. */
  readonly torch: Torch | null;
  readonly start: () => void;
  readonly stop: () => void;
}

interface Torch {
  readonly isOn: boolean;
  readonly toggle: () => void;
}

const WANTED: MediaStreamConstraints = {
  // The one that looks away from who holds the device.
  video: { facingMode: "environment", width: { ideal: 1_280 }, height: { ideal: 720 } },
  audio: false,
};

/**
 * Shows the camera's picture in a video. It goes out when the component leaves the page, and while
 * nobody can see the page.
 */
export function useCamera(place: RefObject<HTMLVideoElement | null>): Camera {
  const [isAsked, setAsked] = useState(false);
  const [isOn, setOn] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [lamp, setLamp] = useState<MediaStreamTrack | null>(null);
  const [isLit, setIsLit] = useState(false);
  const isSeen = useFocused();
  const isWanted = isAsked && isSeen;

  useEffect(() => {
    const video = place.current;
    if (!isWanted || video === null) return undefined;
    const closing = new AbortController();
    const begin = (stream: MediaStream | null): void => {
      setOn(true);
      setLamp(stream && trackWithTorch(stream));
    };
    open(video, closing.signal).then(
      (stream) => !closing.signal.aborted && begin(stream),
      (error: unknown) => {
        if (closing.signal.aborted) return;
        setFailure(failureOf(error));
        setAsked(false);
      },
    );
    return () => {
      closing.abort();
      setOn(false);
      setLamp(null);
      setIsLit(false);
    };
  }, [isWanted, place]);

  return {
    state: failure ?? (isOn ? "on" : isAsked ? "starting" : "off"),
    torch: lamp && {
      isOn: isLit,
      // Where the device refuses, the light stays as it is.
      toggle: () =>
        void setTorch(lamp, !isLit).then(
          () => setIsLit(!isLit),
          () => undefined,
        ),
    },
    start: () => {
      setFailure(null);
      setAsked(true);
    },
    stop: () => setAsked(false),
  };
}

/** @returns null where it was closed meanwhile */
async function open(video: HTMLVideoElement, signal: AbortSignal): Promise<MediaStream | null> {
  // Not there at all on pages that did not come encrypted.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) throw new DOMException("no camera", "NotFoundError");
  const stream = await devices.getUserMedia(WANTED);
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  if (signal.aborted) {
    close();
    return null;
  }
  signal.addEventListener("abort", close, { once: true });
  video.srcObject = stream;
  await video.play();
  return stream;
}

function failureOf(error: unknown): Failure {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "failed";
}
