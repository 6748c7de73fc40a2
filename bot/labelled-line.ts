import { z } from 'zod';
import type { Understood } from '../domain/understanding/index.ts';

/** One line of a file of labelled messages. */
export const lineSchema = z.object({
  id: z.string(),
  now: z.iso.datetime({ offset: true }),
  sender: z.object({
    role: z.enum([
      'homeroom_teacher',
      'academic_office',
      'principal',
      'township_officer',
      'bureau_officer',
      'guardian',
    ]),
    class: z.string().optional(),
  }),
  classes: z.array(z.object({ name: z.string(), students: z.array(z.string()) })),
  earlier: z.array(z.string()).optional(),
  text: z.string(),
  want: z.unknown().optional(),
});

export type Line = z.infer<typeof lineSchema>;

/** One labelled message and what was understood of it. */
export interface Answered {
  readonly line: Line;
  readonly got: Understood;
}
