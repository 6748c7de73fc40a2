import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ToneRule } from '../domain/parents/tone.ts';

const FILE = fileURLToPath(new URL('parents/tone.yaml', import.meta.url));

const rule = z
  .strictObject({ say: z.string().min(1), why: z.string().min(1) })
  .transform(({ say, why }): ToneRule => ({ say: new RegExp(say, 'u'), why }));

const toneSchema = z.strictObject({
  never: z.array(rule),
  later: z.array(z.string().min(1)),
  style: z.array(rule),
});

/** How parents are spoken to (law.md §8). */
export interface Tone {
  /** Never said, whoever writes (§8.1). */
  never: readonly ToneRule[];
  /** Not before the second step (§8.2). */
  later: readonly string[];
  /** How our own texts are written. */
  style: readonly ToneRule[];
}

export const readTone = (): Tone => toneSchema.parse(parse(readFileSync(FILE, 'utf8')));
