import { dayOf } from '../../../domain/calendar/time.ts';
import { proposalFor } from '../../../domain/cases/residence.ts';
import type { Where } from '../../../domain/facts/case-fact.ts';
import { jurisdictionTaskWords } from '../../../templates/case-words.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';
import { inBureau, inOffice, inTownship, reasonIn, type Sentence, type Told } from './sentence.ts';

/** A township that a text names, besides the pupil's name. */
const townshipIn = (text: string, { directory }: Turn) =>
  directory.parts.townships.find(({ name }) => text.includes(name));

const OUTSIDE = /区外|县外|市外|州外|省外|外省|外地|外县|外市/;
const UNKNOWN = /不明|不知道|不清楚|没人知道/;

const whereIn = (place: string, turn: Turn): Where | null => {
  const township = townshipIn(place, turn);
  if (township) return { kind: 'township', township: township.id };
  if (OUTSIDE.test(place)) return { kind: 'outside' };
  return UNKNOWN.test(place) ? { kind: 'unknown' } : null;
};

/** What the decision asks for beside the township: letters, slips, a search. */
const tasksAfter = ({ student, turn, file }: Told): string[] =>
  proposalFor(student, file, turn.directory).tasks.map((task) =>
    phrase(turn, 'jurisdiction_task', { task: jurisdictionTaskWords[task] }),
  );

/** "认定张伟辍学，连续一个月未到校，三次劝返无效": what stands after the decision is its reason. */
const reasonAfter = (text: string): string =>
  (/辍学[，,。：:；;\s]+(.{2,})$/su.exec(text)?.[1] ?? '').replace(/[。！!]+$/u, '').trim();

/** Who persuades, from the bureau's decision to the township's acceptance and the ticket's end (P4.R1, P3.R3). */
export const DISPATCH: readonly Sentence[] = [
  {
    // T13: a named person of the bureau, with a reason; never the software (policy.md §11.1)
    pattern: /(?:认定|确认)[^，。]*(?<!不)辍学/,
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
    facts: ({ student, turn, file }) => {
      const { row, township } = proposalFor(student, file, turn.directory);
      if (township === null) return { wanting: 'want_township' };
      return [{ kind: 'dispatch', student: student.id, township, row, reason: null }];
    },
    next: tasksAfter,
  },
  {
    // T14
    pattern: /派单|派给|劝返主体/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_dispatch',
    plain: 'allowed',
    facts: ({ student, turn, file }) => {
      const named = townshipIn(turn.text, turn);
      if (!named) return { wanting: 'want_township' };
      const { row, township } = proposalFor(student, file, turn.directory);
      const asProposed = township === named.id;
      const reason = reasonIn(turn.text);
      return [
        { kind: 'dispatch', student: student.id, township: named.id, row: asProposed ? row : null, reason },
      ];
    },
    next: tasksAfter,
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
    // "张伟在因民镇姑姑家": by those who may say where a child is (policy.md §5.1).
    pattern: /^[^，。在住]{2,6}(?:现在|目前|人)?(?:住在|在|住)([^，。]+)[。]?$/u,
    may: () => true,
    whose: 'office',
    label: 'act_stay',
    plain: 'allowed',
    facts: ({ student, turn, match }) => {
      const place = match[1] ?? '';
      const where = whereIn(place, turn);
      return where && [{ kind: 'stay', student: student.id, day: dayOf(turn.now), where, place }];
    },
  },
];
