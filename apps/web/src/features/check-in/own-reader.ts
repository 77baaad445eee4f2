import { decodeQR } from "qr/decode.js";

import type { FrameReader } from "./frame-reader.ts";

/** A code that is held before a camera is large enough in a picture of this width. */
const WIDTH_PX_MAX = 720;

/** A reader that needs nothing of the device. */
export function createOwnReader(): FrameReader {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    async read(video) {
      const { videoWidth, videoHeight } = video;
      if (context === null || videoWidth === 0) return null;
      const scale = Math.min(1, WIDTH_PX_MAX / videoWidth);
      const width = Math.round(videoWidth * scale);
      const height = Math.round(videoHeight * scale);
      Object.assign(canvas, { width, height });
      context.drawImage(video, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      try {
        return decodeQR({ width, height, data });
      } catch {
        // It throws for every picture without a code that can be read, which is most of them.
        return null;
      }
    },
  };
}
