import { Camera, CameraOff, Flashlight, FlashlightOff } from "lucide-react";
import { clsx } from "clsx/lite";
import { type ReactNode, useRef } from "react";

import { Button } from "../../components/Button.tsx";
import { Spinner } from "../../components/Spinner.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { type CameraState, useCamera } from "./use-camera.ts";
import { useScanner } from "./use-scanner.ts";

/** The camera's picture, with a frame to hold codes into; off until it is asked for. */
export function CameraPanel({
  onCode,
}: {
  /** Told of the code in the picture, again and again while it is there. */
  readonly onCode: (text: string) => void;
}): ReactNode {
  const { camera: texts } = useTexts("checkIn");
  const video = useRef<HTMLVideoElement>(null);
  const { state, torch, start, stop } = useCamera(video);
  useScanner(video, state === "on", onCode);
  const isOn = state === "on";
  return (
    <section aria-label={texts.title}>
      <div className="relative flex aspect-4/3 max-h-[46dvh] w-full flex-col items-center justify-center overflow-hidden rounded-card border border-line bg-sunken">
        {/* The picture of a camera has nothing to be heard. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
        <video
          ref={video}
          muted
          playsInline
          aria-hidden="true"
          className={clsx("absolute inset-0 size-full object-cover", !isOn && "invisible")}
        />
        {isOn ? (
          <div
            aria-hidden="true"
            className="relative mb-8 aspect-square h-3/5 rounded-card border-4 border-on-signal shadow-[0_0_0_100vmax_rgb(0_0_0/0.35)]"
          />
        ) : (
          <CameraMessage state={state} onStart={start} />
        )}
        {torch && (
          <div className="absolute top-3 right-3">
            <Button aria-label={texts.light} aria-pressed={torch.isOn} onClick={torch.toggle}>
              {torch.isOn ? (
                <Flashlight aria-hidden="true" className="size-5" />
              ) : (
                <FlashlightOff aria-hidden="true" className="size-5" />
              )}
            </Button>
          </div>
        )}
        {isOn && (
          <div className="absolute inset-x-0 bottom-0 flex items-center justify-between gap-3 p-3">
            <p role="status" className="rounded-control bg-ink px-3 py-2 text-sm text-paper">
              {texts.hint}
            </p>
            <Button onClick={stop}>
              <CameraOff aria-hidden="true" className="size-5" />
              {texts.stop}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

const FAILURES = {
  denied: ["denied", "deniedText"],
  missing: ["missing", "missingText"],
  failed: ["failed", "failedText"],
} as const;

function CameraMessage({
  state,
  onStart,
}: {
  readonly state: Exclude<CameraState, "on">;
  readonly onStart: () => void;
}): ReactNode {
  const { camera: texts } = useTexts("checkIn");
  if (state === "starting") {
    return (
      <p role="status" className="relative flex items-center gap-3 text-soft">
        <Spinner />
        {texts.starting}
      </p>
    );
  }
  if (state === "off") {
    return (
      <Button variant="primary" size="large" onClick={onStart} className="relative">
        <Camera aria-hidden="true" className="size-6" />
        {texts.start}
      </Button>
    );
  }
  const [title, text] = FAILURES[state];
  return (
    <div
      role="alert"
      className="relative flex max-w-prose flex-col items-center gap-2 p-4 text-center"
    >
      <CameraOff aria-hidden="true" className="size-8 text-warn" />
      <p className="font-semibold">{texts[title]}</p>
      <p className="text-sm text-soft">{texts[text]}</p>
      <Button onClick={onStart} className="mt-1">
        {texts.retry}
      </Button>
    </div>
  );
}
