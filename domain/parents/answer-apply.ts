import { type Day, dayOf, type Instant } from '../calendar/time.ts';
import { leaveOn, leaveRun } from '../cases/counting.ts';
import { contact, grantLeave } from '../cases/daily.ts';
import { type CaseFile, inChargeOf, isExpected } from '../cases/file.ts';
import { isOrdered } from '../cases/four-step.ts';
import type { Progress, Setting } from '../cases/progress.ts';
import type { AnswerFactBody, LeaveWanted } from '../facts/answer-fact.ts';
import type { Fact, FactBody } from '../facts/fact.ts';
import type { SignalName } from '../signals.ts';
import { type AnswerNotes, NO_ANSWERS } from './answer-notes.ts';
import type { Meaning } from './lexicon.ts';
import { isSafe } from './safe.ts';

type Words = Extract<FactBody, { kind: 'guardian_words' }>;
type Standing = Extract<FactBody, { kind: 'standing' }>;

/** What says why the child is not in class; where it merely is does not. */
const CAUSES: readonly Meaning[] = ['refuses', 'works', 'moved', 'hardship', 'suspension'];
/** What somebody must answer the family, by voice or in writing. */
const WISHES: readonly Meaning[] = [
  ...(['special', 'suspension', 'objects', 'transfer'] as const),
  ...(['refuses', 'works', 'away', 'hardship', 'contact'] as const),
];
/** A guardian has written: whoever began, family and school have been in touch. What is asked begins a duty. */
export const hearGuardian = (progress: Progress, fact: Fact, body: Words, setting: Setting): void => {
  const { means = [], wants, takesBack } = body;
  const says = (some: readonly Meaning[]): boolean => some.some((meaning) => means.includes(meaning));
  if (takesBack) {
    takeBack(progress, fact);
    return;
  }
  // What somebody says who is no guardian is not heard from the family.
  if (progress.file.family?.strangers?.includes(fact.by.person)) return;
  // Who only wants no more messages has not said whether the child is safe.
  if (says(['stop'])) return;
  contact(progress, fact, { kind: 'contact', student: body.student, day: body.day, result: 'reached' });
  if (body.leave || says(CAUSES)) progress.signal('cause_known', fact.at, body.day);
  if (wants) askLeave(progress, fact, wants, setting);
  // At home nobody knows where the child is, or it left for school and is not there.
  const isSought = says(['unknown']) || (says(['set_out']) && progress.file.away !== null);
  if (isSought) ask(progress, fact, 'child_sought');
  else if (says(['objects']) && isOrdered(progress.file)) askTownship(progress, fact);
  else if (says(WISHES))
    ask(progress, fact, isSafe(fact.by.person, progress.file) ? 'family_asks' : 'family_asks_guarded');
};

/** The township that has ordered it answers what the family holds against it (law.md §9, L5 and L6). */
const askTownship = (progress: Progress, fact: Fact): void => {
  note(progress, { asked: [...notesOf(progress.file).asked, askedBy(fact)] });
  const { at, key, words } = fact;
  const about = inChargeOf(progress.file);
  progress.signals.push({
    name: 'order_objected',
    about,
    at,
    period: key,
    ...(words ? { task: words } : {}),
  });
};

/** Leave that was asked for the wrong child: nobody decides on it any more. Days that were given are taken back by the school. */
const takeBack = (progress: Progress, fact: Fact): void => {
  const { leave } = notesOf(progress.file);
  if (!leave || leave.answeredAt !== null) return;
  leaveReasked(progress, fact);
  note(progress, { leave: { ...leave, agreed: false, answeredAt: fact.at } });
};

/** T3: the class teacher decides on one day, the office on up to three, the principal on more, and whoever may hear nothing of the child. */
const askLeave = (progress: Progress, fact: Fact, wants: LeaveWanted, setting: Setting): void => {
  leaveReasked(progress, fact);
  note(progress, { leave: { ...askedBy(fact), ...wants, agreed: null } });
  const isHeard = isSafe(fact.by.person, progress.file);
  signal(progress, isHeard ? deciding(progress.file, wants, setting) : 'leave_asked_guarded', fact);
};

/**
 * Leave that a class teacher tells and may not give alone (T3): the days that are left are asked of whoever may, as if a
 * guardian had asked. What a guardian has asked before and still waits for stays that guardian's request. Nobody gives leave to
 * whoever is at school elsewhere.
 */
export const askForTheRest = (
  progress: Progress,
  fact: Fact,
  { day, standing, until }: Standing,
  setting: Setting,
): void => {
  if (standing !== 'sick_leave' && standing !== 'personal_leave') return;
  if (!isExpected(progress.file)) return;
  const { calendar, settings } = setting;
  const { leave } = notesOf(progress.file);
  const waiting = leave && leave.answeredAt === null ? leave : null;
  const days = new Set([
    ...calendar.schoolDays(day, until ?? day),
    ...(waiting ? calendar.schoolDays(waiting.from, waiting.until) : []),
  ]);
  const earliest = calendar.addSchoolDays(dayOf(fact.at), -settings['leave.late_regularise_sd']) ?? day;
  const left = [...days].filter((each) => each >= earliest && !leaveOn(progress.file, each)).toSorted();
  const [from] = left;
  const end = left.at(-1);
  if (!from || !end) return;
  // What is asked already goes on, unless the days given just now have ended the asking.
  const isGiven = progress.signals.some(({ name }) => name === 'leave_recorded');
  if (waiting && !isGiven && waiting.from <= from && end <= waiting.until) return;
  leaveReasked(progress, fact);
  const kind = waiting?.standing ?? standing;
  const asked = { ...askedBy(fact), ...(waiting ? { by: waiting.by } : {}) };
  note(progress, { leave: { ...asked, from, until: end, standing: kind, agreed: null } });
  const name = deciding(progress.file, { from: day, until: end }, setting);
  signal(progress, name, { ...fact, words: leaveWords(kind, from, end) });
};

/** A request that nobody has answered is replaced by a newer one. */
const leaveReasked = (progress: Progress, { at }: Fact): void => {
  const { leave } = notesOf(progress.file);
  if (leave && leave.answeredAt === null) progress.signal('leave_reasked', at, leave.key);
};

/** The days alone: a teacher's message may tell of other pupils too. */
const leaveWords = (standing: LeaveWanted['standing'], from: Day, until: Day): string =>
  `${standing === 'sick_leave' ? '病假' : '事假'}，${[...new Set([from, until])].map(monthDay).join('至')}`;

const monthDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

const deciding = (
  file: CaseFile,
  { from, until }: Pick<LeaveWanted, 'from' | 'until'>,
  setting: Setting,
): SignalName => {
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
