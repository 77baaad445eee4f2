/*
 * The light beside a camera. It is in the standard (https://w3c.github.io/mediacapture-image/#torch)
 * and in the browsers of most phones, and not in TypeScript's types.
 */

interface WithTorch extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

interface TorchConstraints extends MediaTrackConstraintSet {
  readonly torch: boolean;
}

/** The camera's picture, where a light is beside that camera. */
export function trackWithTorch(stream: MediaStream): MediaStreamTrack | null {
  return stream.getVideoTracks().find(hasTorch) ?? null;
}

/** Turns the light on or off. It goes out with the camera. */
export async function setTorch(track: MediaStreamTrack, isOn: boolean): Promise<void> {
  const wanted: TorchConstraints = { torch: isOn };
  await track.applyConstraints({ advanced: [wanted] });
}

function hasTorch(track: MediaStreamTrack): boolean {
  // Firefox has had it only for a short while.
  const capabilities: WithTorch | undefined = track.getCapabilities?.();
  return capabilities?.torch === true;
}
