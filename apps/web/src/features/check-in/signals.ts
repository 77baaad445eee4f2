import type { Outcome } from "./scan.ts";

/** A pattern to feel, and a sound: the pitch and how long each of its parts lasts. */
interface Signal {
  readonly vibrationMs: readonly number[];
  readonly pitchHz: number;
  readonly beepsMs: readonly number[];
}

const GOOD: Signal = { vibrationMs: [80], pitchHz: 880, beepsMs: [120] };
const CARE: Signal = { vibrationMs: [120, 80, 120], pitchHz: 520, beepsMs: [120, 120] };
const BAD: Signal = { vibrationMs: [400], pitchHz: 220, beepsMs: [450] };

const SIGNALS: Record<Outcome, Signal> = {
  admitted: GOOD,
  already_checked_in: CARE,
  unknown: BAD,
  refunded: BAD,
  offline: CARE,
  no_answer: CARE,
  busy: CARE,
  signed_out: CARE,
};

const PREFERENCE = "stampede-check-in-signals";
const GAP_MS = 80;
const VOLUME = 0.2;
const SECOND_MS = 1_000;

let audio: AudioContext | null = null;

/** Whether whoever works here wants sound and vibration. */
export function wantsSignals(): boolean {
  return localStorage.getItem(PREFERENCE) === "on";
}

/** Keeps that for the next time. */
export function keepSignals(isOn: boolean): void {
  localStorage.setItem(PREFERENCE, isOn ? "on" : "off");
}

/** Lets an outcome be heard and felt, where the device can. */
export function giveSignal(outcome: Outcome): void {
  const { vibrationMs, pitchHz, beepsMs } = SIGNALS[outcome];
  if ("vibrate" in navigator) navigator.vibrate([...vibrationMs]);
  audio ??= new AudioContext();
  // Before anything on the page was pressed it stays silent.
  if (audio.state === "suspended") void audio.resume();
  let startS = audio.currentTime;
  for (const beepMs of beepsMs) {
    beep(audio, pitchHz, startS, beepMs / SECOND_MS);
    startS += (beepMs + GAP_MS) / SECOND_MS;
  }
}

function beep(context: AudioContext, pitchHz: number, startS: number, lengthS: number): void {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = pitchHz;
  volume.gain.value = VOLUME;
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(startS);
  oscillator.stop(startS + lengthS);
}
