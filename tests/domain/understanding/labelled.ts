import { fileURLToPath } from 'node:url';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { answerFile } from '../../../bot/understand.ts';
import type { Judged } from '../../../bot/understand-score.ts';
import { scoreOf } from '../../../bot/understand-score.ts';

/** Where the labelled messages lie, from which the weights are made too (docs/decisions/021). */
export const LABELLED = new URL('../../../seeds/labelled/', import.meta.url);

/** Judges one file of labelled messages. */
export function judged(name: string): Judged[] {
  return scoreOf(answerFile(fileURLToPath(new URL(name, LABELLED)), publicSchoolDays()));
}
