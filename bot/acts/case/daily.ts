import { dayOf } from '../../../domain/calendar/time.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Turn } from '../../turn.ts';
import { inOffice, inSchool, type Sentence } from './sentence.ts';

/** Registration is a matter of the first week of term; later 没来报到 is an absence like any other. */
const inFirstWeek = ({ school }: Student, turn: Turn): boolean => {
  const calendar = turn.calendarOf(school);
  const today = dayOf(turn.now);
  const term = calendar.termOf(today);
  const week = term ? calendar.firstWeek(term) : undefined;
  return week !== undefined && week.first <= today && today <= week.last;
};

/** What a school says of a day: not registered, verified, given leave. */
export const DAILY: readonly Sentence[] = [
  {
    // T7
    pattern: /没(有|来)?注册|未注册|没来报到|未报到/,
    may: inSchool,
    whose: 'school',
    label: 'act_unregistered',
    plain: 'allowed',
    when: inFirstWeek,
    facts: ({ student: { id }, turn: { now } }) => [
      { kind: 'registration', student: id, registered: false, day: dayOf(now) },
    ],
  },
  {
    pattern: /^核实.*(无故|没有理由|旷课)/,
    may: inOffice,
    whose: 'office',
    label: 'act_no_cause',
    plain: 'anybody',
    facts: ({ student: { id }, turn: { now } }) => [
      { kind: 'verification', student: id, day: dayOf(now), finding: 'no_cause' },
    ],
  },
  {
    pattern: /^核实.*(不明|找不到|联系不上)/,
    may: inOffice,
    whose: 'office',
    label: 'act_unknown',
    plain: 'anybody',
    facts: ({ student: { id }, turn: { now } }) => [
      { kind: 'verification', student: id, day: dayOf(now), finding: 'unknown' },
    ],
  },
  {
    pattern: /^核实.*(?<![没不想要])(?:在|到|转)(?:别处|外地|其他学校|别的学校|他校).*|^核实.*转学/,
    may: inOffice,
    whose: 'office',
    label: 'act_elsewhere',
    plain: 'anybody',
    facts: ({ student: { id }, turn: { now } }) => [
      { kind: 'verification', student: id, day: dayOf(now), finding: 'elsewhere' },
    ],
  },
  {
    pattern: /^(补假|准假|同意请假)/,
    may: inSchool,
    whose: 'school',
    label: 'act_leave',
    plain: 'anybody',
    facts: ({ student: { id }, turn: { now } }) => [
      { kind: 'leave', student: id, from: dayOf(now), until: dayOf(now) },
    ],
  },
];
