import { dayOf } from '../../../domain/calendar/time.ts';
import { agreedFacts, type Deciding, namedFacts } from '../../../domain/cases/deciding.ts';
import { type CaseFile, dispatchOf, whereOf } from '../../../domain/cases/file.ts';
import { isThereNow, townshipIn, whereIn } from '../../../domain/cases/residence.ts';
import { isAsked } from '../../../domain/conversation/asked.ts';
import { readChildTold } from '../../../domain/conversation/whereabouts-told.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { jurisdictionTaskWords } from '../../../templates/case-words.ts';
import type { Turn } from '../../turn.ts';
import {
  inBureau,
  inOffice,
  inSchool,
  inTownship,
  type PupilSpokenOf,
  reasonIn,
  type Sentence,
} from './sentence.ts';

/** What the decision has asked of others, as lines of the answer; the bureau's own letters come as duties of theirs. */
export const decidedLines = (_: Turn, file: CaseFile): string[] =>
  (dispatchOf(file)?.tasks ?? []).flatMap((task) => jurisdictionTaskWords[task] ?? []);

const deciding = ({ student, turn, file }: PupilSpokenOf): Deciding => ({
  ...{ student, file },
  ...{ directory: turn.directory, now: turn.now },
});

/** "认定张伟辍学，连续一个月未到校，三次劝返无效": what stands after the decision is its reason. */
const reasonAfter = (text: string): string =>
  (/辍学[，,。：:；;\s]+(.{2,})$/su.exec(text)?.[1] ?? '').replace(/[。！!]+$/u, '').trim();

/** Who persuades, from the bureau's decision to the township's acceptance and the ticket's end (P4.R1, P3.R3). */
export const DISPATCH: readonly Sentence[] = [
  {
    // T13: a named person of the bureau, with a reason; never the software (policy.md §11.1)
    pattern: /(?<![不未缓别])(?:认定|确认)[^，。]*(?<!不)辍学/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_dropout',
    plain: 'anybody',
    facts: ({ student: { id }, turn: { text } }) => [
      { kind: 'dropout_decision', student: id, reason: reasonIn(text) ?? reasonAfter(text) },
    ],
  },
  {
    // As the decision table proposes (policy.md §6.4); a named officer agrees.
    pattern: /^(?:同意|按建议)[^，。]*派单/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_dispatch',
    plain: 'anybody',
    facts: (told) => {
      const facts = agreedFacts(deciding(told));
      return facts.length > 0 ? facts : { wanting: 'want_township' };
    },
    next: ({ turn, file }) => decidedLines(turn, file),
  },
  {
    // T14
    pattern: /派单|派给|劝返主体/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_dispatch',
    plain: 'allowed',
    facts: (told) => {
      const { text, directory } = told.turn;
      const named = townshipIn(text, directory);
      if (!named) return { wanting: 'want_township' };
      const reason = reasonIn(text);
      const stay = toldOnlyNow(told, reason ?? '');
      const { file } = told;
      const known = stay ? { ...file, stays: [...file.stays, { ...stay, on: stay.day, by: '' }] } : file;
      return [...(stay ? [stay] : []), ...namedFacts(deciding({ ...told, file: known }), named.id, reason)];
    },
    next: ({ turn, file }) => decidedLines(turn, file),
  },
  {
    pattern: /受理/,
    may: inTownship,
    whose: 'township',
    label: 'act_accept',
    plain: 'allowed',
    facts: ({ student: { id } }) => [{ kind: 'acceptance', student: id }],
  },
  {
    pattern: /工单[^，。]*(?:办结|关闭|已结)/,
    may: (turn) => inTownship(turn) || inBureau(turn) || inOffice(turn),
    whose: 'township',
    label: 'act_ticket_closed',
    plain: 'allowed',
    facts: ({ student: { id } }) => [{ kind: 'ticket_closed', student: id }],
  },
  {
    // "张伟在因民镇姑姑家", "张伟现在在广东，跟父母", "张伟去向：广东东莞": by those who may say where a child is (policy.md §5.1).
    // "张伟妈妈在外地" is not of the child.
    pattern:
      /^(?![^，。在住跟和随同]+(?:爸|妈|父|母|爷|奶|家长))([^，。在住]{2,8}?)(?:(?:现在|目前|人|现|眼下)*(?:住在|在|住到?)|的?(?:去向|下落|现住址?|住址|住处)(?:是|为|在)?[：:\s]*在?)([^，。]+)(?:[，,]([^。]+))?[。]?$/u,
    may: () => true,
    whose: 'office',
    label: 'act_stay',
    plain: 'allowed',
    facts: ({ student, turn, match }) => {
      const [, before = '', place = '', besides] = match;
      // What the school tells beside the place is of the day as well.
      if (besides !== undefined && (inSchool(turn) || !OF_STAYING.test(besides))) return null;
      return isAsked(turn.text) ? null : stayTold(turn, student, { before, place, besides });
    },
  },
  {
    // "张伟全家搬到昆明去了", "张伟去浙江打工了": said by whoever keeps no roll; of a school's pupil it is told with the day.
    pattern:
      /^([^，。]{2,6}?(?:一家人?|全家|一家子|[跟随][^，。去到]{1,6})?(?:已经|已|都|早就)?)(?:搬家?|迁|去|跑)(?:到|去|往)?([^，。]+?)(?:去|那边)?(?:了|[打务]工|上班|生活)+(?:[，,]([^。]+))?[。]?$/u,
    may: () => true,
    whose: 'office',
    label: 'act_stay',
    plain: 'allowed',
    facts: ({ student, turn, match }) => {
      const [, before = '', place = '', besides] = match;
      if (inSchool(turn) || isAsked(turn.text)) return null;
      if (besides !== undefined && !OF_STAYING.test(besides)) return null;
      const told = stayTold(turn, student, { before, place, besides });
      // Whoever went to a township of ours may have gone there for an hour.
      return told?.some((body) => body.kind === 'stay' && body.where.kind === 'outside') ? told : null;
    },
  },
];

/** What goes on about where a child stays, and tells nothing else. */
const OF_STAYING =
  /^(?:他|她|孩子|人|和|一直)?(?:跟|和|随|同|与|在|住|租|[打务]工|上班|进厂|具体|地址|户籍|那边|全家|去了)(?!(?:我|他|她|家长|爸|妈)[^，。]*(?:说|讲|联系))[^。]*$/u;

interface StayWords {
  before: string;
  place: string;
  besides?: string | undefined;
}

/** Where the child stays as it was said, and that it works there or went with its family, which is more than where. */
const stayTold = (turn: Turn, { id: student }: Student, { before, place, besides }: StayWords) => {
  const where = isThereNow(before, `${place}${besides ?? ''}`) ? whereIn(place, turn.directory) : null;
  if (!where) return null;
  const words = besides === undefined ? `在${place}` : `在${place}，${besides}`;
  const circumstance = readChildTold(words, turn.policy.guardianWords)?.circumstance;
  return [
    { kind: 'stay' as const, student, day: dayOf(turn.now), where, place },
    ...(circumstance ? [{ kind: 'circumstance' as const, student, circumstance, holds: true }] : []),
  ];
};

/** The place outside that the reason of a decision names of a child of whom nobody had told where it is: "在广东务工". */
const toldOnlyNow = ({ student, turn, file }: PupilSpokenOf, reason: string) => {
  if (whereOf(file).kind !== 'unknown') return null;
  const match = /(?:^|[，,；;])(?:他|她|孩子|人|学生|现在|目前)*(?:住在|在)([^，。,；;]+)/u.exec(reason);
  const place = match?.[1] ?? '';
  const where = isThereNow('', place) ? whereIn(place, turn.directory) : null;
  return where?.kind === 'outside'
    ? { kind: 'stay' as const, student: student.id, day: dayOf(turn.now), where, place }
    : null;
};
