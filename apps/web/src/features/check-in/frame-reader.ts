/** Reads the codes in a camera's picture, by what is on the device or by own code. */
export interface FrameReader {
  /** @returns what the code in the present picture says, or null where there is none. */
  read(video: HTMLVideoElement): Promise<string | null>;
}

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

declare global {
  /** Shape Detection API, where the device has it. https://wicg.github.io/shape-detection-api/ */
  var BarcodeDetector: DetectorClass | undefined;
}

const FORMAT = "qr_code";

/** Makes a reader; the code that does the reading itself is loaded only where it is needed. */
export async function createFrameReader(): Promise<FrameReader> {
  const Detector = globalThis.BarcodeDetector;
  const formats = await Detector?.getSupportedFormats().catch((): readonly string[] => []);
  if (Detector === undefined || !formats?.includes(FORMAT)) {
    const { createOwnReader } = await import("./own-reader.ts");
    return createOwnReader();
  }
  const detector = new Detector({ formats: [FORMAT] });
  return {
    async read(video) {
      const [found] = await detector.detect(video);
      return found?.rawValue ?? null;
    },
  };
}
