import { dayOf } from '../../../domain/calendar/time.ts';
import { type CaseFile, inChargeOf } from '../../../domain/cases/file.ts';
import { actingFor } from '../../../domain/cases/in-charge.ts';
import { proofsTold } from '../../../domain/conversation/proofs-told.ts';
import { daysIn } from '../../../domain/conversation/written-days.ts';
import type { ClosingReason } from '../../../domain/facts/case-fact.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { proofTitle } from '../../../templates/case-words.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';
import { classNamedIn } from '../attendance/other-class.ts';
import {
  inBureau,
  inOffice,
  inSchool,
  inTownship,
  isPrincipal,
  reasonIn,
  type Sentence,
} from './sentence.ts';

const REASONS: readonly (readonly [RegExp, ClosingReason])[] = [
  [/送教/, 'HOME_TEACHING'],
  [/普职|职业学校|职中|职高/, 'VOC'],
  [/休学|缓学|身体原因/, 'MEDICAL'],
  [/毕业|完成义务教育/, 'COMPLETED'],
  [/信息有误|户籍错|学籍错|重复学籍|录错|更正/, 'DATA'],
  [/出境|出国|国外|境外/, 'ABROAD'],
  [/去世|死亡|病故/, 'DECEASED'],
  [/外地就读|他校就读|别处就读|转学|异地就读|外校就读/, 'ELSEWHERE'],
  [/返校稳定|返校/, 'BACK'],
];

const PLACEMENTS: readonly (readonly [RegExp, Extract<FactBody, { kind: 'placement' }>['placement']])[] = [
  [/回(?:到)?(?:原|本)?班(?:里|级)?(?:上课|就读)?/, 'own_class'],
  [/随班就读/, 'inclusive_class'],
  [/普职融合|职业学校/, 'vocational'],
  [/送教上门/, 'home_teaching'],
  [/入学|入读|就读/, 'ordinary_class'],
];

const firstOf = <Value>(text: string, table: readonly (readonly [RegExp, Value])[]): Value | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/** Of the two who confirm a return only one has: who has, and whose word is still awaited (T19); null where none is. */
export const awaitedLine = (turn: Turn, file: CaseFile): string | null => {
  const { school, township } = file.closeConfirmed;
  if (file.stage !== 'RETURNED' || school === township) return null;
  const role = school ? 'township_officer' : 'principal';
  const about = school ? inChargeOf(file) : actingFor(role, { student: file.student }, file, turn.directory);
  const { holder } = turn.directory.resolve(role, about, dayOf(turn.now));
  const awaited = holder
    ? turn.directory.nameOf(holder.person)
    : phrase(turn, school ? 'township' : 'principal');
  return phrase(turn, 'close_awaits', { agreed: school ? 'school' : 'township', awaited });
};

const proofsIn = (text: string, student: string): FactBody[] =>
  proofsTold(text).map((proof) => ({ kind: 'proof', student, proof, detail: text }));

/** The end of a case, its proofs, and its opening again (policy.md §6.3). */
export const CLOSING_TOLD: readonly Sentence[] = [
  {
    // §6.3 MEDICAL: on the day of review a new approval carries it on; a reopening ends it.
    pattern: /(?:休学|缓学)[^。]*(?:延期|延长|续期|继续)/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_review',
    plain: 'anybody',
    facts: ({ student: { id }, turn }) => {
      const until = daysIn(turn.text, turn.now).at(-1)?.day ?? null;
      const approved = proofsTold(turn.text).includes('approval');
      const approval = approved ? turn.text.slice(turn.text.search(/批准|批复/u)) : '';
      return [{ kind: 'review_extended', student: id, until, approval }];
    },
  },
  {
    pattern: /重新立案|恢复立案|撤销销案/,
    may: inBureau,
    whose: 'bureau',
    label: 'act_reopening',
    plain: 'anybody',
    facts: ({ student: { id }, turn: { text } }) => [
      { kind: 'reopening', student: id, reason: reasonIn(text) ?? '' },
    ],
  },
  {
    pattern: /销案/,
    may: (turn) => inBureau(turn) || isPrincipal(turn) || inTownship(turn),
    whose: 'bureau',
    label: 'act_closing',
    plain: 'anybody',
    said: ({ turn, file }) => awaitedLine(turn, file),
    facts: ({ student: { id }, turn }) => {
      const reason = firstOf(turn.text, REASONS);
      if (!reason) return { wanting: 'want_closing_reason' };
      // 校长 and 劝返主体 each confirm a return; whoever is neither is told so (policy.md §6.3).
      if (reason === 'BACK' && !inBureau(turn))
        return [{ kind: 'close_confirmation', student: id, line: inTownship(turn) ? 'township' : 'school' }];
      // "9月3日收到批准" is no day of review.
      const told = /到|至|复查|复核/u.test(turn.text) ? daysIn(turn.text, turn.now).at(-1)?.day : null;
      const review = told && told > dayOf(turn.now) ? told : null;
      return [
        ...proofsIn(turn.text, id),
        { kind: 'closing', student: id, reason, review: reason === 'MEDICAL' ? review : null },
      ];
    },
  },
  {
    pattern: /(?:已安置|安置到|开始随班就读|开始送教|已入读|已安排|已入学|已到[^，。]{2,12}(?:入学|就读))/,
    may: (turn) => inSchool(turn) || inTownship(turn) || inBureau(turn),
    whose: 'school',
    label: 'act_placement',
    plain: 'allowed',
    facts: ({ student: { id, class: classId }, turn }) => {
      const placement = firstOf(turn.text, PLACEMENTS);
      const day = dayOf(turn.now);
      // Whoever stands in a class comes back by its roll, not by a word.
      if (!placement || (placement === 'ordinary_class' && classId !== null))
        return { wanting: 'want_placement' };
      const proofs = proofsTold(turn.text);
      const held = proofs.length > 0 ? { proofs } : {};
      if (placement !== 'ordinary_class')
        return [{ kind: 'placement', student: id, placement, day, ...held }];
      const school = turn.directory.parts.schools.find(({ name }) => turn.text.includes(name));
      if (!school) return { wanting: 'want_placement_school' };
      const its = classNamedIn(turn.text, turn.directory.classesOf(school.id));
      const place = { school: school.id, ...(its ? { class: its.id } : {}) };
      return [{ kind: 'placement', student: id, placement, day, ...place, ...held }];
    },
  },
  {
    pattern:
      /^(?:提交|收到|补交)[^。]*(?:证明|申请|批准|批复|鉴定|记录|毕业证|安排|学籍|回执|回函|函复|复函)/,
    may: (turn) => inOffice(turn) || inTownship(turn) || inBureau(turn),
    whose: 'office',
    label: 'act_proof',
    plain: 'allowed',
    facts: ({ student: { id }, turn: { text } }) => {
      const proofs = proofsIn(text, id);
      return proofs.length > 0 ? proofs : { wanting: 'want_proof' };
    },
    next: ({ turn }) => [
      phrase(turn, 'proofs_kept', { proofs: proofsTold(turn.text).map(proofTitle).join('、') }),
    ],
  },
];
