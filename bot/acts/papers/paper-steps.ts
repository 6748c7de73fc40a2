import { dayOf } from '../../../domain/calendar/time.ts';
import { documentIn } from '../../../domain/conversation/document-number.ts';
import { readPaperStep, type StepTold } from '../../../domain/conversation/file-request.ts';
import { kindCalled, PAPER_KINDS, type PaperEntry, paperEntry } from '../../../domain/papers/kinds.ts';
import { missingBefore, type PaperStep, type PaperStepTold, trailOf } from '../../../domain/papers/trail.ts';
import type { Role } from '../../../domain/people/roles.ts';
import { subjectKey } from '../../../domain/signals.ts';
import { draftedPaper, paperSteps } from '../../../prisma/stores/paper-store.ts';
import { paperTitle } from '../../../templates/paper-words.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';
import { holds, paperSubject } from './paper-subject.ts';

const NAMES = PAPER_KINDS.flatMap((kind) => paperEntry(kind).called);

/** Who may tell a step: it is theirs, or they carry the paper on for whoever it is. */
const TELLERS: Readonly<Record<PaperStep, (entry: PaperEntry) => readonly (Role | null)[]>> = {
  checked: ({ checks, drafts }) => [checks ?? drafts],
  signed: ({ signs }) => [signs],
  sent: ({ signs, drafts }) => [signs, drafts],
  receipted: ({ receipts, signs, drafts }) => [receipts, signs, drafts],
};

/** "周报已签字", "张伟的初报已送出 3号": writes down what was done to a drafted paper; null when the message is no such thing. */
export const toldPaperStep = async (turn: Turn): Promise<Outcome | null> => {
  const told = readPaperStep(turn.text, NAMES);
  const kind = told && kindCalled(told.called, dayOf(turn.now));
  if (!told || !kind) return null;
  const found = await paperSubject(turn, kind, told.who);
  if (typeof found === 'string') return refused(found);
  const { about, period, stream } = found;
  const subject = subjectKey(about);
  const entry = paperEntry(kind);
  const teller = TELLERS[told.step](entry).find((role) => role !== null && holds(turn, role, about));
  if (!teller) return refused(phrase(turn, `paper_step_${told.step}_not_yours`, { title: paperTitle(kind) }));
  const paper = await draftedPaper(turn.tx, kind, subject, period);
  if (!paper)
    return refused(phrase(turn, 'paper_not_drafted', { title: paperTitle(kind), called: told.called }));
  const missing = missingBefore(trailOf(paper, await paperSteps(turn.tx, subject)), told.step);
  if (missing) return refused(phrase(turn, `paper_first_${missing}`, { called: told.called }));
  const person = personOf(told, teller === entry.receipts);
  if (person === '') return refused(phrase(turn, 'paper_who_receipted', { called: told.called }));
  const step: PaperStepTold = { paper: kind, step: told.step, number: numberOf(told), period, person };
  const classId = turn.directory.students.get(about.student ?? '')?.class;
  await record(turn, stream, classId ? [classId] : [], () => [
    {
      about,
      body: about.student
        ? { kind: 'paper', student: about.student, ...step }
        : { kind: 'paper', subject, ...step },
    },
  ]);
  return {
    act: 'command',
    reply: turn.words.say('replies/settled', {
      values: { label: phrase(turn, `paper_step_${told.step}`) },
      lines: [`${told.who}《${paperTitle(kind)}》${paper.number ?? ''}`],
      now: turn.now,
    }),
    question: null,
  };
};

/** Whoever receipted: the one who tells, if the receipt is theirs; else a name must have been said. */
const personOf = ({ step, detail }: StepTold, isOwn: boolean): string | null => {
  if (step !== 'receipted') return null;
  return detail === '' && isOwn ? null : detail;
};

const numberOf = ({ step, detail }: StepTold): string | null =>
  step === 'sent' && /\d/.test(detail) ? (documentIn(detail)?.number ?? detail) : null;
