import { dayOf } from '../../../domain/calendar/time.ts';
import { daysIn } from '../../../domain/conversation/written-days.ts';
import type { Circumstance } from '../../../domain/facts/family-fact.ts';
import { phrase } from '../../phrase.ts';
import {
  inBureau,
  inSchool,
  inTownship,
  isPrincipal,
  type PupilSpokenOf,
  type Sentence,
} from './sentence.ts';

const CIRCUMSTANCES: readonly (readonly [RegExp, Circumstance])[] = [
  [/欺负|欺凌|体罚|老师.{0,4}[骂凶]/u, 'alleged'],
  [/早婚|提亲|谈婚|彩礼/, 'girl'],
  [/打工|务工|做工|上班|挣钱/, 'work'],
  [/生病|住院|看病|身体/, 'illness'],
  [/厌学|(?:孩子|本人|自己|学生).{0,4}不(?:愿|想|肯)/u, 'refuses'],
  [/[随跟](?:父母|爸妈|家)|搬(?:家|走|到)|外地(?:读书|上学)/, 'migrating'],
];

/** The guardians whom a message names. */
const namedIn = ({ turn, student }: PupilSpokenOf): string[] =>
  student.guardians.filter((person) => turn.text.includes(turn.directory.nameOf(person)));

const guardianNames = ({ turn, student }: PupilSpokenOf): string =>
  student.guardians.map((person) => turn.directory.nameOf(person)).join('、');

/** What is known of a family, and decides how it is written to (law.md §9): told by school, township or bureau. */
export const FAMILY: readonly Sentence[] = [
  {
    pattern: /情况(解除)?[:：]/,
    may: (turn) => inSchool(turn) || inTownship(turn) || inBureau(turn),
    whose: 'school',
    label: 'act_circumstance',
    plain: 'anybody',
    facts: ({ student: { id }, turn, match }) => {
      const circumstance = CIRCUMSTANCES.find(([pattern]) => pattern.test(turn.text))?.[1];
      return circumstance
        ? [{ kind: 'circumstance', student: id, circumstance, holds: match[1] === undefined }]
        : { wanting: 'want_circumstance' };
    },
    next: ({ turn }) => [phrase(turn, 'circumstance_means')],
  },
  {
    pattern: /(?:消息|通知|告知)[^，。]*(只发给|不发给|照常发)/,
    may: (turn) => isPrincipal(turn) || inTownship(turn) || inBureau(turn),
    whose: 'principal',
    label: 'act_safe_guardians',
    plain: 'anybody',
    facts: (told) => {
      const { student, match } = told;
      if (match[1] === '照常发') return [{ kind: 'safe_guardians', student: student.id, guardians: null }];
      const named = namedIn(told);
      if (named.length === 0)
        return { wanting: 'want_guardian', values: { names: guardianNames(told), child: student.name } };
      const guardians =
        match[1] === '只发给' ? named : student.guardians.filter((person) => !named.includes(person));
      return [{ kind: 'safe_guardians', student: student.id, guardians }];
    },
    next: ({ turn, file }) => [
      phrase(turn, 'safe_guardians', {
        names: (file.family?.safe ?? []).map((person) => turn.directory.nameOf(person)).join('、'),
      }),
    ],
  },
  {
    pattern: /前[^，。]{0,3}不(?:用|要|必)?再?(?:发|催|通知)/u,
    may: (turn) => inSchool(turn) || inTownship(turn),
    whose: 'school',
    label: 'act_dealt_with',
    plain: 'anybody',
    facts: ({ student: { id }, turn }) => {
      const until = daysIn(turn.text, turn.now).at(-1)?.day;
      return until && until > dayOf(turn.now)
        ? [{ kind: 'dealt_with', student: id, until }]
        : { wanting: 'want_dealt_until' };
    },
  },
];
