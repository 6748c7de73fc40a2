import { fileURLToPath } from 'node:url';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { answerFile } from '../../../bot/understand.ts';
import type { Judged } from '../../../bot/understand-score.ts';
import { scoreOf } from '../../../bot/understand-score.ts';

/** Judges a file of labelled messages that lies beside this one. */
export function judged(name: string): Judged[] {
  return scoreOf(answerFile(fileURLToPath(new URL(name, import.meta.url)), publicSchoolDays()));
}
