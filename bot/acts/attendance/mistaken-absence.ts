import { dayOf } from '../../../domain/calendar/time.ts';
import { awaySince, isOnLeave } from '../../../domain/cases/counting.ts';
import { type CaseFile, isOpenCase } from '../../../domain/cases/file.ts';
import { isToldAbsent } from '../../../domain/cases/taking-back.ts';
import { bearersOf, namesIn } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { sayDay } from '../../../templates/words.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { inOffice } from '../case/sentence.ts';
import { alarmedToday, mistakenFacts } from '../danger/alarmed.ts';
import { fallenLines } from './attendance-told.ts';

const THERE =
  '一直(?:都)?(?:在校|在学校|在班|在上课|来上课|来的)|(?:没有?|从没|从未|未)(?:缺过?课|缺勤|旷过?课|缺过)';
const WRONG = '误报|(?:报|记|弄|搞|点|填)错|(?:是|都)错的';
const TAKEN_BACK = '撤[掉回销了]|撤$|取消|作废|销掉';
/** Of all the days that were told: two of the three are said, "一直在校，报错了", "没有缺课，撤掉", "是误报，请撤销". */
const MISTAKEN = new RegExp(
  `(?=.*(?:${THERE}))(?=.*(?:${WRONG}|${TAKEN_BACK}))|(?=.*(?:${WRONG}))(?=.*(?:${TAKEN_BACK}))`,
  'u',
);
/** Of one day, or of another child than the one named: not of all. */
const OF_A_DAY = /\d+[号日]|今[天早日]|昨[天日]|前[天日]|周[一二三四五六日天]|星期|礼拜|不是/u;

/**
 * "刘志明核实了，一直在校，是老师报错了", "个案是误报，请撤销": all days of the absence that runs are put right, and a case that they
 * opened was none (docs/decisions/006). Null where none of those who are named is told to be away on a day that is over.
 */
export const mistakenAbsence = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const { text, speaker, directory } = turn;
  if (speaker.schools.length === 0 && speaker.classes.length === 0) return null;
  if (!MISTAKEN.test(text) || OF_A_DAY.test(text)) return null;
  const today = dayOf(turn.now);
  const named = namesIn(text, rosters).flatMap(({ name }) => {
    const [student, another] = bearersOf(name, text, rosters);
    return student && !another ? [student] : [];
  });
  const meant = await Promise.all(
    [...new Set(named)].map(async (student) => {
      const file = await fileOf(turn.tx, student.id);
      return { student, days: file ? missedDays(file, today) : [], isOld: file !== null && isOld(file) };
    }),
  );
  const wrong = meant.filter(({ days }) => days.some((day) => day < today));
  if (wrong.length === 0 || wrong.length < meant.length) return null;
  // What is seven days old the class teacher's word alone does not end.
  const old = wrong.filter(({ isOld }) => isOld).map(({ student }) => student.name);
  if (old.length > 0 && !inOffice(turn))
    return {
      act: 'other',
      reply: phrase(turn, 'mistaken_by_office', { names: old.join('、') }),
      question: null,
    };
  const alarmed = await alarmedToday(
    turn,
    wrong.map(({ student }) => student),
  );
  const lines: string[] = [];
  for (const { student, days } of wrong) {
    const recorded = await record(
      turn,
      student.school,
      student.class && directory.classes.has(student.class) ? [student.class] : [],
      (state) => [
        ...days.map((day) => ({
          about: { student: student.id },
          body: {
            ...({ kind: 'standing', standing: 'present', until: null, mistaken: true } as const),
            ...{ student: student.id, day },
          },
        })),
        ...mistakenFacts(state, student.id, alarmed, turn, true),
      ],
      { pupils: [student.id] },
    );
    const said = days.map((day) => sayDay(day)).join('、');
    lines.push(phrase(turn, 'mistaken_days', { names: student.name, days: said }));
    lines.push(...fallenLines(turn, recorded));
  }
  return { act: 'update', reply: lines.join('\n'), question: null };
};

/** The days of the absence that runs, or of the open case, on which the child is kept as missing. */
const missedDays = (file: CaseFile, today: string): string[] => {
  const since = awaySince(file);
  if (since === null || (file.away === null && !isOpenCase(file))) return [];
  return Object.entries(file.marks)
    .filter(([day]) => day >= since && day <= today && !isOnLeave(file, day))
    .filter(([, mark]) => mark.unexcused || isToldAbsent(mark))
    .map(([day]) => day)
    .toSorted();
};

const isOld = (file: CaseFile): boolean => isOpenCase(file) && file.stage !== 'SUSPECTED';
