import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { FIGURE_IDS, type FigureId } from '../domain/figures/figure.ts';

const FILE = fileURLToPath(new URL('figures.yaml', import.meta.url));

const text = z.string().min(1);
const wordsSchema = z.record(
  z.enum(FIGURE_IDS as [FigureId, ...FigureId[]]),
  z.strictObject({ title: text, unit: text, formula: text, limits: text }),
);

/** What a figure is called, in what it is counted, how, and what it cannot know (G4.1-ASSESS-USE). */
export type FigureWords = z.infer<typeof wordsSchema>[FigureId];

let read: Record<FigureId, FigureWords> | null = null;

/** The words of a figure. Throws at the first use when the file leaves one out. */
export const figureWords = (figure: FigureId): FigureWords => {
  read ??= wordsSchema.parse(parse(readFileSync(FILE, 'utf8')));
  return read[figure];
};
