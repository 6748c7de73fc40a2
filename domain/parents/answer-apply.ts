import type { Instant } from '../calendar/time.ts';
import { leaveRun } from '../cases/counting.ts';
import { contact, grantLeave } from '../cases/daily.ts';
import type { CaseFile } from '../cases/file.ts';
import type { Progress, Setting } from '../cases/progress.ts';
import type { AnswerFactBody, LeaveWanted } from '../facts/answer-fact.ts';
import type { Fact, FactBody } from '../facts/fact.ts';
import type { SignalName } from '../signals.ts';
import { type AnswerNotes, NO_ANSWERS } from './answer-notes.ts';
import type { Meaning } from './lexicon.ts';

type Words = Extract<FactBody, { kind: 'guardian_words' }>;

/** What says why the child is not in class; where it merely is does not. */
const CAUSES: readonly Meaning[] = ['refuses', 'works', 'moved', 'hardship'];
/** What somebody must answer the family, by voice or in writing. */
const WISHES: readonly Meaning[] = ['refuses', 'works', 'away', 'hardship', 'contact'];
/** A guardian has written: whoever began, family and school have been in touch. What is asked begins a duty. */
export const hearGuardian = (progress: Progress, fact: Fact, body: Words, setting: Setting): void => {
  const { means = [], wants } = body;
  const says = (some: readonly Meaning[]): boolean => some.some((meaning) => means.includes(meaning));
  contact(progress, fact, { kind: 'contact', student: body.student, day: body.day, result: 'reached' });
  if (body.leave || says(CAUSES)) progress.signal('cause_known', fact.at, body.day);
  if (wants) askLeave(progress, fact, wants, setting);
  // At home nobody knows where the child is, or it left for school and is not there.
  const isSought = says(['unknown']) || (says(['set_out']) && progress.file.away !== null);
  if (isSought) ask(progress, fact, 'child_sought');
  else if (says(WISHES)) ask(progress, fact, 'family_asks');
};

/** T3: the class teacher decides on one day, the office on up to three, the principal on more. */
const askLeave = (progress: Progress, fact: Fact, wants: LeaveWanted, setting: Setting): void => {
  const { leave } = notesOf(progress.file);
  if (leave && leave.answeredAt === null) progress.signal('leave_reasked', fact.at, leave.key);
  note(progress, { leave: { ...askedBy(fact), ...wants, agreed: null } });
  signal(progress, deciding(progress.file, wants, setting), fact);
};

const deciding = (file: CaseFile, { from, until }: LeaveWanted, setting: Setting): SignalName => {
  const { calendar, settings } = setting;
  const yesterday = calendar.previousSchoolDay(from);
  const running = yesterday ? leaveRun(file, calendar, yesterday) : 0;
  const days = running + calendar.countSchoolDays(from, until);
  if (days <= settings['leave.teacher_days']) return 'leave_asked';
  return days <= settings['leave.office_days'] ? 'leave_asked_office' : 'leave_asked_principal';
};

const ask = (progress: Progress, fact: Fact, name: SignalName): void => {
  note(progress, { asked: [...notesOf(progress.file).asked, askedBy(fact)] });
  signal(progress, name, fact);
};

/** What guardians decide and are answered goes onto the child's file. */
export const applyAnswered = (
  progress: Progress,
  fact: Fact,
  body: AnswerFactBody,
  setting: Setting,
): void => {
  switch (body.kind) {
    case 'leave_answer': {
      const { leave } = notesOf(progress.file);
      const { from, until, agreed } = body;
      if (leave) note(progress, { leave: { ...leave, agreed, answeredAt: fact.at } });
      if (agreed) grantLeave(progress, fact, { from, until }, setting, leave?.standing);
      progress.signal('leave_answered', fact.at, from);
      break;
    }
    case 'data_request':
      ask(progress, fact, 'data_asked');
      break;
    case 'consent': {
      const { choice, version, channel, guardian } = body;
      const consent = { choice, version, channel, at: fact.at };
      note(progress, { consents: { ...notesOf(progress.file).consents, [guardian]: consent } });
    }
  }
};

/** Under which a word about the school itself waits for the principal's answer. */
export const ALLEGATION = 'alleged';

/** A guardian has said that the child is treated badly at school; who says it of somebody else's child waits for nothing. */
export const withAllegation = (file: CaseFile, fact: Fact): CaseFile => {
  if (fact.by.role !== 'guardian') return file;
  const notes = notesOf(file);
  const others = notes.asked.filter(({ key }) => key !== ALLEGATION);
  return { ...file, answers: { ...notes, asked: [...others, { ...askedBy(fact), key: ALLEGATION }] } };
};

/** What a guardian asked has been answered. */
export const withAnswer = (file: CaseFile, key: string, at: Instant): CaseFile => {
  const notes = notesOf(file);
  if (!notes.asked.some((item) => item.key === key)) return file;
  const asked = notes.asked.map((item) => (item.key === key ? { ...item, answeredAt: at } : item));
  return { ...file, answers: { ...notes, asked } };
};

export const notesOf = ({ answers }: CaseFile): AnswerNotes => answers ?? NO_ANSWERS;

const note = (progress: Progress, change: Partial<AnswerNotes>): void =>
  progress.set({ answers: { ...notesOf(progress.file), ...change } });

const askedBy = ({ key, at, by }: Fact) => ({ key, by: by.person, at, answeredAt: null });

/** The family's own words are what is to be done. */
const signal = (progress: Progress, name: SignalName, { key, at, words }: Fact): void => {
  const about = { student: progress.file.student };
  progress.signals.push({ name, about, at, period: key, ...(words ? { task: words } : {}) });
};
