import type { Student } from '../people/directory.ts';
import { lacksCarer } from '../support/sentences.ts';
import type { Rosters } from './rosters.ts';
import { wordsBeside } from './verified-told.ts';

/** Told of the day, as a report is. */
const REPORTED = /应到|实到|到齐|没来|没到|未到|缺勤|旷课/u;
/** A leave, a call, a visit or somebody else's need that tells beside that nobody is at home is that. */
const OTHERWISE =
  /不来|来不了|回家|请.{0,4}假|病|住院|手术|去世|过世|丧|[照带领看哄][顾看]?(?:弟|妹|爷|奶|老)|家访|走访|劝返|动员|上门|入户|去[了过他她]|电话/u;

/** Children whom nobody looks after, and what else the message tells. */
export interface Unguarded {
  students: readonly Student[];
  rest: string;
}

/**
 * "应到42实到41，张伟没来，家里没人照看": of whom it is told beside a report that nobody looks after them (监护缺失), and the message
 * without it. Null where nobody is, or where a name has several bearers.
 */
export const unguardedIn = (text: string, rosters: Rosters): Unguarded | null => {
  if (!REPORTED.test(text)) return null;
  const groups = wordsBeside(text, rosters);
  const starts = groups.map(({ names }) => names[0]?.at ?? 0);
  const students: Student[] = [];
  const rest = groups.map(({ names, words }, place) => {
    const said = text.slice(starts[place], starts[place + 1]);
    const bearers = names.flatMap((name) => (name.bearers.length === 1 ? name.bearers : []));
    if (bearers.length < names.length || OTHERWISE.test(words) || !lacksCarer(words)) return said;
    students.push(...bearers);
    const left = words.split(/(?<=[，。,；;！!\n])/u).filter((clause) => !lacksCarer(clause));
    const isTold = /[\p{Script=Han}\d]/u.test(left.join(''));
    return isTold
      ? `${said.slice(0, said.length - words.length)}${left.join('').replace(/[，,；;]?$/u, '，')}`
      : '';
  });
  return students.length > 0
    ? { students, rest: (text.slice(0, starts[0]) + rest.join('')).replace(/[，,；;]\s*$/u, '') }
    : null;
};
