import { dayOf } from '../../../domain/calendar/time.ts';
import { agreedFacts, type Deciding, namedFacts } from '../../../domain/cases/deciding.ts';
import { type CaseFile, dispatchOf } from '../../../domain/cases/file.ts';
import { townshipIn, whereIn } from '../../../domain/cases/residence.ts';
import { readChildTold } from '../../../domain/conversation/whereabouts-told.ts';
import { jurisdictionTaskWords } from '../../../templates/case-words.ts';
import type { Turn } from '../../turn.ts';
import { inBureau, inOffice, inTownship, type PupilSpokenOf, reasonIn, type Sentence } from './sentence.ts';

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
      return named ? namedFacts(deciding(told), named.id, reasonIn(text)) : { wanting: 'want_township' };
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
    // "张伟在因民镇姑姑家": by those who may say where a child is (policy.md §5.1). "张伟妈妈在外地" is not of the child.
    pattern:
      /^(?![^，。在住跟和随同]+(?:爸|妈|父|母|爷|奶|家长))[^，。在住]{2,6}(?:现在|目前|人)?(?:住在|在|住)([^，。]+)[。]?$/u,
    may: () => true,
    whose: 'office',
    label: 'act_stay',
    plain: 'allowed',
    facts: ({ student, turn, match }) => {
      const place = match[1] ?? '';
      const where = whereIn(place, turn.directory);
      if (!where) return null;
      // "在外地打工" says more than where.
      const circumstance = readChildTold(`在${place}`, turn.policy.guardianWords)?.circumstance;
      return [
        { kind: 'stay', student: student.id, day: dayOf(turn.now), where, place },
        ...(circumstance
          ? [{ kind: 'circumstance' as const, student: student.id, circumstance, holds: true }]
          : []),
      ];
    },
  },
];
