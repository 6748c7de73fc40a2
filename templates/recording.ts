/** WeCom's limits for a voice message (doc 90253). */
const MOST_SECONDS = 60;
const MOST_VOICE_BYTES = 2 * 1024 * 1024;

const MAGIC = Buffer.from('#!AMR\n');
/** Bytes of a frame of 20 ms after its first, by its kind (RFC 4867, table 1a); -1: no such kind. */
const FRAME_BYTES = [12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0];
const FRAMES_PER_SECOND = 50;

/** How long an AMR recording (narrow band, one channel) is, in seconds; null where it is none or breaks off. */
export const amrSeconds = (content: Buffer): number | null => {
  if (!content.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  let frames = 0;
  let place = MAGIC.length;
  while (place < content.length) {
    const bytes = FRAME_BYTES[((content[place] ?? 0) >> 3) & 15] ?? -1;
    if (bytes < 0) return null;
    place += 1 + bytes;
    frames += 1;
  }
  return place === content.length && frames > 0 ? frames / FRAMES_PER_SECOND : null;
};

/** Why a recording cannot go with a school notice; null: it can. */
export const recordingProblem = (content: Buffer): string | null => {
  if (content.length > MOST_VOICE_BYTES) return `录音${content.length}字节，企业微信最多2MB`;
  const seconds = amrSeconds(content);
  if (seconds === null) return '录音不是完整的AMR文件（企业微信只收AMR）';
  return seconds > MOST_SECONDS ? `录音${Math.ceil(seconds)}秒，企业微信最多${MOST_SECONDS}秒` : null;
};
