const HEAD_END = "\r\n\r\n";
const CHUNKS_END = "\r\n0\r\n\r\n";
const STATUS_AT = 9;
const STATUS_LENGTH = 3;

/**
 * Finds where each reply on a connection ends. It reads no more of a reply than that takes: the
 * generator shares the machine with what it measures.
 *
 * @param onReply told of each whole reply's status.
 * @returns takes what the socket delivers, in any pieces.
 */
export function createResponseParser(onReply: (status: string) => void): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    let data = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    rest = undefined;
    while (data.length > 0) {
      const headEnd = data.indexOf(HEAD_END, 0, "latin1");
      const end = headEnd < 0 ? -1 : replyEnd(data, headEnd);
      if (end < 0 || end > data.length) {
        rest = data;
        return;
      }
      const status = data.toString("latin1", STATUS_AT, STATUS_AT + STATUS_LENGTH);
      data = data.subarray(end);
      onReply(status);
    }
  };
}

/** Where a reply ends, or -1 when that is not in the data yet. */
function replyEnd(data: Buffer, headEnd: number): number {
  const head = data.toString("latin1", 0, headEnd);
  const bodyAt = headEnd + HEAD_END.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length !== null) return bodyAt + Number(length[1]);
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return bodyAt;
  // JSON has no line break outside its strings' escapes, so the last chunk's mark is unmistakable.
  const mark = data.indexOf(CHUNKS_END, headEnd + 2, "latin1");
  return mark < 0 ? -1 : mark + CHUNKS_END.length;
}
