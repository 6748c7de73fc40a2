import { isLive } from '../../../domain/duties/duty.ts';
import type { Hazard } from '../../../domain/facts/fact.ts';
import { phrase } from '../../phrase.ts';
import { inSchool, type Sentence } from './sentence.ts';

/** What tells of a day is a report, whatever else it says. */
const NO_REPORT = '^(?!.*(?:应到|实到|到齐|没来|没到|未到|缺勤|旷课|请假|迟到))';

const HAZARDS: readonly (readonly [RegExp, Hazard])[] = [
  [new RegExp(`${NO_REPORT}.*(?:监护(?:缺失|不到位|不力)|(?:无人|没人|没有人)监护)`, 'u'), 'unguarded'],
  [
    new RegExp(
      `${NO_REPORT}.*(?:不良行为|(?:经常|老是|总是|又在?|学会了?)(?:抽烟|喝酒|打架|偷东西|赌博|赌钱|敲诈|混社会))`,
      'u',
    ),
    'misconduct',
  ],
];

/** 监护缺失 and 不良行为, each in one sentence; the guardians are reminded the same day (P1.R4-HAZARD). */
export const HAZARDS_TOLD: readonly Sentence[] = HAZARDS.map(([pattern, hazard]) => ({
  pattern,
  may: inSchool,
  whose: 'school',
  label: 'act_hazard',
  plain: 'allowed',
  facts: ({ student }) => [{ kind: 'hazard', student: student.id, hazard }],
  next: ({ turn, student, opened }) =>
    opened
      .filter((duty) => duty.name === FOUND && duty.actor === turn.speaker.person && isLive(duty))
      .map(({ dueAt }) => phrase(turn, 'hazard_next', { due: dueAt, name: student.name })),
}));

const FOUND = 'P1.R4-HAZARD/found';
