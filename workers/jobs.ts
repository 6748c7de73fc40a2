/** What the queue carries: the name of each job and the shape of its payload, checked where it enters and where it leaves. */
import { z } from 'zod';

const id = z.string().min(1);

export const jobs = {
  /** Something of a school may have fallen due: look and decide. */
  tick: z.strictObject({ stream: id }),
  /** Something in the outbox waits for a person. */
  deliver: z.strictObject({ person: id }),
  /** The address books may say something new: all of them, or what one change is about. */
  sync: z.union([
    z.strictObject({ whole: z.literal(true) }),
    z.strictObject({
      book: z.enum(['staff', 'school']),
      change: z.string(),
      id: z.string(),
      newId: z.string().nullable(),
    }),
  ]),
} as const;

export type JobName = keyof typeof jobs;
export type Payload<Name extends JobName> = z.infer<(typeof jobs)[Name]>;
