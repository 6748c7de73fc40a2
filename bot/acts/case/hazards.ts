import { isLive } from '../../../domain/duties/duty.ts';
import type { Hazard } from '../../../domain/facts/fact.ts';
import { phrase } from '../../phrase.ts';
import { inSchool, type Sentence } from './sentence.ts';

/** What tells of a day is a report, whatever else it says. */
const NO_REPORT = '^(?!.*(?:应到|实到|到齐|没来|没到|未到|缺勤|旷课|请假|迟到))';

/** "没得人管他", said of the child and not of the day or of who is ill at home. */
const NO_CARER =
  '(?:没有?得?|无)(?:一?个)?(?:大人|人|哪个)(?:管教?|照管|照看|照顾|照应|看管)(?:[他她了]|孩子|娃|小孩|着)*(?:$|[，。,！!；;])';

const HAZARDS: readonly (readonly [RegExp, Hazard])[] = [
  [new RegExp(`${NO_REPORT}.*(?:监护(?:缺失|不到位|不力)|(?:无人|没人|没有人)监护)`, 'u'), 'unguarded'],
  [
    new RegExp(`${NO_REPORT}(?!.*(?:不来|来不了|回家|病|照[顾看](?:弟|妹|爷|奶|老))).*${NO_CARER}`, 'u'),
    'unguarded',
  ],
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
