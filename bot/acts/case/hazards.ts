import { isLive } from '../../../domain/duties/duty.ts';
import type { Hazard } from '../../../domain/facts/fact.ts';
import { lacksCarer } from '../../../domain/support/sentences.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';
import { inSchool, type Sentence } from './sentence.ts';

/** What tells of a day is a report, whatever else it says. */
const NO_REPORT = '^(?!.*(?:应到|实到|到齐|没来|没到|未到|缺勤|旷课|请假|迟到))';

/** What may say that nobody looks after the child; a leave or a visit that tells it beside is that. */
const NO_CARER = new RegExp(
  `${NO_REPORT}(?!.*(?:不来|来不了|回家|请.{0,4}假|病|照[顾看](?:弟|妹|爷|奶|老)|家访|走访|劝返|动员|上门|入户|去[了过他她]|电话)).*[没无](?:有|得)*(?:一?个)?(?:大?人|哪个)`,
  'u',
);

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
const hazardTold = (pattern: RegExp, hazard: Hazard): Sentence => ({
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
});

const FOUND = 'P1.R4-HAZARD/found';

export const UNGUARDED = hazardTold(NO_CARER, 'unguarded');
const inVillage = ({ speaker }: Turn): boolean => speaker.villages.length > 0;

export const HAZARDS_TOLD: readonly Sentence[] = [
  ...HAZARDS.map(([pattern, hazard]) => hazardTold(pattern, hazard)),
  {
    // Last: whether it is the child that nobody looks after shows only without the child's name.
    ...UNGUARDED,
    may: (turn) => inSchool(turn) || inVillage(turn),
    // A village keeps who looks after a child (P5.1-LEFTBEHIND), and hazards are the school's.
    said: ({ turn }) => (inVillage(turn) ? phrase(turn, 'help_label') : null),
    facts: (told) => {
      const { student, turn } = told;
      if (!lacksCarer(turn.text.replaceAll(student.name, ''))) return null;
      return inVillage(turn) ? [{ kind: 'carer', student: student.id, carer: null }] : UNGUARDED.facts(told);
    },
  },
];
