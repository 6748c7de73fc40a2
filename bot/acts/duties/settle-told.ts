import { missingProof } from '../../../domain/cases/closing-proof.ts';
import { type CaseFile, dispatchOf, isOpenCase, placedReason } from '../../../domain/cases/file.ts';
import { choicesOf } from '../../../domain/conversation/choices.ts';
import type { Candidate } from '../../../domain/conversation/settling.ts';
import { UNFILLED } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { ALLEGATION, notesOf } from '../../../domain/parents/answer-apply.ts';
import { restOfLeave } from '../../../domain/parents/answer-said.ts';
import { isSafe } from '../../../domain/parents/safe.ts';
import { proofWords } from '../../../templates/case-words.ts';
import { phrase } from '../../phrase.ts';
import { type Turn, worldFor } from '../../turn.ts';
import { awaitedLine } from '../case/closing.ts';
import { decidedLines } from '../case/dispatch.ts';
import { sentenceAfter } from '../case/next-step.ts';
import { seatLines } from '../case/team.ts';

/** What a short reply leads to, once it is recorded: who sits, who else is asked, the sentence that may come next, whose word a closing awaits. */
export const afterwards = (
  turn: Turn,
  body: FactBody,
  fileOf: (student: string) => CaseFile | undefined,
): string[] => {
  const student = 'student' in body ? turn.directory.students.get(body.student) : undefined;
  const file = student && fileOf(student.id);
  if (!file) return [];
  switch (body.kind) {
    case 'group':
      return seatLines(turn, file);
    case 'dispatch':
      return decidedLines(turn, file);
    case 'step_result':
      return sentenceAfter(turn, student, file);
    case 'leave_answer': {
      const { calendar } = worldFor(turn, student.school);
      const rest = restOfLeave(body, file, calendar);
      const { restFrom: from, restUntil: until, given } = rest ?? {};
      return rest ? [phrase(turn, 'leave_shortened', { given, from, until })] : [];
    }
    case 'close_confirmation':
      return [awaitedLine(turn, file) ?? []].flat();
    default:
      return [];
  }
};

/** What is answered to a guardian who may hear nothing of the child goes no further, and whoever answers is told so (policy.md §6.5). */
export const withheldLine = (
  turn: Turn,
  { duty, reply }: Candidate,
  file: CaseFile | undefined,
): string[] => {
  const student = turn.directory.students.get(duty.about.student ?? '');
  if (!file || !student) return [];
  const { asked, leave } = notesOf(file);
  const key = reply.act === 'allegation_answered' ? ALLEGATION : duty.period;
  const by = [...asked, ...(leave ? [leave] : [])].find((item) => item.key === key)?.by;
  const isWithheld = by !== undefined && student.guardians.includes(by) && !isSafe(by, file);
  return isWithheld ? [phrase(turn, 'answer_withheld')] : [];
};

/** Acts of which a duty wants several: one of them may leave it open. */
export const OF_SEVERAL: ReadonlySet<string> = new Set([
  ...['persuaded', 'session_held', 'home_visit', 'placement_proven'],
]);

/** How far the persuading, or the collecting of proofs, has come. */
export const progressLines = (turn: Turn, { reply }: Candidate, file: CaseFile | undefined): string[] => {
  if (reply.act === 'placement_proven') return proofLines(turn, file);
  const last = file?.visits.at(-1);
  if (!file || !last || !isOpenCase(file)) return [];
  const name = turn.directory.students.get(file.student)?.name ?? '';
  const held = phrase(turn, 'sessions', { held: file.sessions, wanted: turn.policy.settings['edu3.count'] });
  return [
    last.result === 'not_met'
      ? phrase(turn, 'not_met', { name })
      : phrase(turn, 'persuaded', { name, count: file.persuasions }),
    ...(dispatchOf(file) ? [held] : []),
  ];
};

/** Which proofs of a placement are still to come (§6.3). */
const proofLines = (turn: Turn, file: CaseFile | undefined): string[] => {
  const reason = file && placedReason(file);
  const missing = reason ? missingProof(file, reason).map((proof) => proofWords[proof]) : [];
  return missing.length > 0 ? [phrase(turn, 'proofs_wanting', { missing: missing.join('；') })] : [];
};

/** What was kept of the words; of what is missing, how to add it. */
export const notedOf = (turn: Turn, { bound, reply }: Candidate, detail: string): string[] => {
  if (choicesOf(reply).length > 0)
    return [phrase(turn, 'noted', { detail: phrase(turn, `choice_${detail}`) })];
  // A refusal stands without its reason, for which nothing keeps a place.
  if (detail === UNFILLED && reply.act === 'leave_refused') return [];
  if (detail !== UNFILLED) return detail ? [phrase(turn, 'noted', { detail })] : [];
  const needs = phrase(turn, `lacks_${reply.needs}`);
  return [phrase(turn, 'unfilled', { needs, title: bound.duty.title })];
};
