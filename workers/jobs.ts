/** What the queue carries: the name of each job and the shape of its payload, checked where it enters and where it leaves. */
import { z } from 'zod';

const id = z.string().min(1);

export const jobs = {
  /** Duties of a stream may have fallen due: look and decide. */
  tick: z.strictObject({ stream: id }),
  /** A notice in the outbox wants to be sent. */
  deliver: z.strictObject({ notice: id }),
  /** A message in the inbox wants to be understood. */
  handle: z.strictObject({ inbox: id }),
} as const;

export type JobName = keyof typeof jobs;
export type Payload<Name extends JobName> = z.infer<(typeof jobs)[Name]>;
