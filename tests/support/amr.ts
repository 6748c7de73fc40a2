/** A recording of silence: frames of 20 ms at the lowest rate, 12 bytes and a head each. */
export const amr = (frames: number): Buffer =>
  Buffer.concat([
    Buffer.from('#!AMR\n'),
    ...Array.from({ length: frames }, () => Buffer.concat([Buffer.of(0x04), Buffer.alloc(12)])),
  ]);
