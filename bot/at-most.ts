/** All bytes of a stream; throws, and reads no further, when there are more than so many. */
export const atMost = async (body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > most) throw new Error(`a file is larger than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
