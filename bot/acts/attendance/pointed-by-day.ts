import { addDays, dayOf } from '../../../domain/calendar/time.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { timeAt } from '../../../domain/understanding/times/days.ts';
import { filesOfClasses } from '../../../prisma/stores/answer-store.ts';
import type { Turn } from '../../turn.ts';

const POINTED =
  /(?<=[和跟与、,，是有缺差少：:])((?:昨天|前天|上个?(?:周|星期)[一二三四五])(?:就|还)?)(住院|生病|发烧|感冒|请?病假|请?事假|请假|旷课|没来|没到|缺课|缺勤)的?那[个位](?:同学|学生|娃娃?|孩子)?(?![ ,，:：]*(?:是|叫))/gu;

/** Nobody points further back, in days. */
const FARTHEST = 14;
const STOOD: readonly (readonly [RegExp, readonly string[]])[] = [
  [/病|住院|烧|感冒/, ['sick_leave']],
  [/事假/, ['personal_leave']],
  [/请假/, ['sick_leave', 'personal_leave']],
  [/旷课/, ['unexcused']],
  [/./, ['sick_leave', 'personal_leave', 'unexcused', 'unaccounted']],
];

/**
 * "缺两个, 甲和昨天住院那个": who that is the record of that day tells, where it fits one child of the class alone and the message
 * does not name it too. Else the words stay as they are, and are asked about.
 */
export const withPointedByDay = async (turn: Turn, rosters: Rosters): Promise<Turn> => {
  const { classes, schools } = turn.speaker;
  const [only, other] = classes;
  if (!only || other || turn.text.search(POINTED) < 0) return turn;
  const school = turn.directory.classes.get(only)?.school ?? schools[0] ?? '';
  const files = await filesOfClasses(turn.tx, classes, addDays(dayOf(turn.now), -FARTHEST));
  const bearer = (said: string, state: string): string | null => {
    const day = timeAt(said, 0, dayOf(turn.now), turn.calendarOf(school))?.told;
    if (day?.kind !== 'day') return null;
    const states = STOOD.find(([words]) => words.test(state))?.[1] ?? [];
    const fits = files.filter(({ file }) => states.includes(file.marks[day.last]?.standing ?? ''));
    const [one, another] = fits.map(({ file }) => turn.directory.students.get(file.student)?.name ?? '');
    const isClear = one !== undefined && another === undefined && !turn.text.includes(one);
    return isClear && rosters.studentsNamed(one).length === 1 ? one : null;
  };
  const text = turn.text.replace(POINTED, (words: string, day: string, state: string) => {
    const name = bearer(day, state);
    if (name === null) return words;
    // Who was taken to hospital is so still; a leave was for that day.
    return /住院/.test(state) ? `${name}（住院）` : name;
  });
  return text === turn.text ? turn : { ...turn, text };
};
