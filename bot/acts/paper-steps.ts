import { readPaperStep, type StepTold } from '../../domain/conversation/file-request.ts';
import { PAPER_KINDS, type PaperEntry, paperEntry } from '../../domain/papers/kinds.ts';
import { missingBefore, type PaperStep, type PaperStepTold, trailOf } from '../../domain/papers/trail.ts';
import type { Role } from '../../domain/people/roles.ts';
import { subjectKey } from '../../domain/signals.ts';
import { draftedPaper, paperSteps } from '../../prisma/stores/paper-store.ts';
import { paperTitle } from '../../templates/paper-words.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn } from '../turn.ts';
import { holds, paperSubject } from './paper-subject.ts';
import { settleAs } from './settle.ts';

const NAMES = PAPER_KINDS.flatMap((kind) => paperEntry(kind).called);

/** Who may tell a step: it is theirs, or they carry the paper on for whoever it is. */
const TELLERS: Readonly<Record<PaperStep, (entry: PaperEntry) => readonly (Role | null)[]>> = {
  checked: ({ checks, drafts }) => [checks ?? drafts],
  signed: ({ signs }) => [signs],
  sent: ({ signs, drafts }) => [signs, drafts],
  receipted: ({ receipts, signs, drafts }) => [receipts, signs, drafts],
};

/** Whether a message tells of a paper by its name and its step, which goes before whatever else it could answer. */
export const tellsPaperStep = (text: string): boolean => readPaperStep(text, NAMES) !== null;

/** "周报已签字", "张伟的初报已送出 3号": writes down what was done to a drafted paper; null when the message is no such thing. */
export const toldPaperStep = async (turn: Turn): Promise<Outcome | null> => {
  const told = readPaperStep(turn.text, NAMES);
  const kind = told && PAPER_KINDS.find((item) => paperEntry(item).called.includes(told.called));
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

const REPORT = /书面(?:情况)?报告|初报|续报|[七7]天报告/u;
const SENT =
  /(?:已经?|都|刚)[^，。；]{0,8}(?:送|报出|报送|上报|发出|寄|交)|(?:送|报|发|寄|交)[^，。；]{0,6}[了过]|签字(?:后)?(?:送出|报出|报送)/u;
const NOT_YET =
  /(?:没|未|准备|打算|明天|等下|待会|马上|要|再|怎么|如何|什么时候|几时|哪|谁)[^，。；]{0,8}(?:签|送|报出|报送|发|交|寄)|[吗么?？]\s*$/u;
const NUMBER = /[\u4e00-\u9fa5]{0,8}[〔[(（【]\d{4}[〕\])）】]\s*第?\d+号|(?<=编号|文号)[:：\s]*[\w\-〔〕]+/u;

/**
 * "马建平书面报告石中报〔2026〕7号，已签字送出": what settles the duty that waits for it, in the words in which one tells it.
 * Null where the speaker has no such report to send.
 */
export const reportSent = async (turn: Turn): Promise<Outcome | null> => {
  const { text, duties, directory, policy } = turn;
  if (!REPORT.test(text) || !SENT.test(text) || NOT_YET.test(text)) return null;
  const waiting = duties.filter(
    ({ about, name }) =>
      about.student !== undefined &&
      policy.named.get(name)?.duty.replies?.some(({ act }) => act === 'paper_sent') === true,
  );
  const named = waiting.filter(({ about }) =>
    text.includes(directory.students.get(about.student ?? '')?.name ?? '\0'),
  );
  const namesAnother = directory.parts.students.some(
    ({ id, name }) => text.includes(name) && !waiting.some(({ about }) => about.student === id),
  );
  const meant = named.length > 0 || namesAnother ? named : waiting;
  const number =
    NUMBER.exec(text)?.[0].replace(/^.*(?:书面(?:情况)?报告|初报|续报|报告|文号|编号)[:：\s]*/u, '') ?? '';
  const ofKind = meant.filter(({ rule }) => {
    if (/初报/u.test(text)) return paperEntry('D1').rules.includes(rule);
    return !/续报|[七7]天/u.test(text) || paperEntry('D2').rules.includes(rule);
  });
  return settleAs(turn, ofKind, 'paper_sent', number);
};

const refused = (reply: string): Outcome => ({ act: 'refused', reply, question: null });

/** Whoever receipted: the one who tells, if the receipt is theirs; else a name must have been said. */
const personOf = ({ step, detail }: StepTold, isOwn: boolean): string | null => {
  if (step !== 'receipted') return null;
  return detail === '' && isOwn ? null : detail;
};

const numberOf = ({ step, detail }: StepTold): string | null =>
  step === 'sent' && /\d/.test(detail) ? detail : null;
