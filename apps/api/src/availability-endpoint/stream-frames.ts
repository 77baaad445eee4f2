import type { AvailabilitySnapshot } from "@stampede/domain/inventory/availability-reader";

const frames = new WeakMap<AvailabilitySnapshot, Buffer>();
const openings = new WeakMap<AvailabilitySnapshot, Buffer>();

export const PING_FRAME = chunk("event: ping\ndata: \n\n\n");

/** One change as all its watchers are sent it: made once, by whoever asks first. */
export function changeFrame(snapshot: AvailabilitySnapshot): Buffer {
  return made(frames, snapshot, () => chunk(event(snapshot)));
}

/**
 * What a stream begins with.
 *
 * @param client what tRPC tells a client of this server's streams.
 */
export function openingFrame(snapshot: AvailabilitySnapshot, client: string): Buffer {
  const connected = `event: connected\ndata: ${client}\n\n\n`;
  return made(openings, snapshot, () => chunk(connected + event(snapshot)));
}

function event({ json }: AvailabilitySnapshot): string {
  return `data: ${json}\n\n\n`;
}

/**
 * A chunk of HTTP's chunked coding, its length in front: it then goes to a socket as one buffer that
 * all sockets share, where Node would write three to each.
 */
function chunk(text: string): Buffer {
  const length = Buffer.byteLength(text).toString(16);
  return Buffer.from(`${length}\r\n${text}\r\n`);
}

function made(
  cache: WeakMap<AvailabilitySnapshot, Buffer>,
  snapshot: AvailabilitySnapshot,
  make: () => Buffer,
): Buffer {
  const known = cache.get(snapshot);
  if (known !== undefined) return known;
  const frame = make();
  cache.set(snapshot, frame);
  return frame;
}
