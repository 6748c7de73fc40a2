import { isTold } from '../attendance/pupils.ts';
import type { Reading } from '../reading.ts';

/** A list that another programme made (打卡, 接龙) counts something else. */
export const isForwarded = ({ purpose, told, statements, tallies }: Reading): boolean =>
  purpose.chatter &&
  told.every((one) => !isTold(one) || one.facts.every(({ text }) => /^[还只]?[缺差少]$/.test(text))) &&
  !statements.whole &&
  tallies.every(({ present, away }) => present === null && away.length === 0);
