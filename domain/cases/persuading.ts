import type { Instant } from '../calendar/time.ts';
import { SEATS, type Seat } from '../facts/case-fact.ts';
import type { Author, Fact, FactBody, Line, VisitNotes } from '../facts/fact.ts';
import { LINES, lineOf } from '../people/lines.ts';
import type { SignalName } from '../signals.ts';
import { actedInCharge, dispatchPeriod } from './dispatching.ts';
import {
  type CaseFile,
  casePeriod,
  dispatchOf,
  isGroupComplete,
  isOpenCase,
  type StepRecord,
  type Visit,
  type VisitTold,
  workedSince,
} from './file.ts';
import { openingRefusal, openStep } from './four-step.ts';
import { type Concerned, isForCase, townshipRefusal } from './in-charge.ts';
import type { Progress, Setting } from './progress.ts';
import type { Refusal } from './refusal.ts';

type Of<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

type Held = Pick<Setting, 'settings' | 'place'>;

const isSeat = (role: string): role is Seat => (SEATS as readonly string[]).includes(role);

/** A member of the child's joint group took part: told it, or is named in it. */
const isJoint = (file: CaseFile, { by, words }: Pick<Fact, 'by' | 'words'>, concerned: Concerned): boolean =>
  (isSeat(by.role) && isForCase(file, by, concerned)) || isNamedOfGroup(file, words);

const isNamedOfGroup = ({ group }: CaseFile, words: string | null): boolean =>
  Object.values(group).some((seat) => 'name' in seat && words?.includes(seat.name) === true);

const ANSWERS: ReadonlySet<string> = new Set(['promised', 'refused', 'returned']);

/** What a persuasion or session adds to `p` and to `e7` (AMB-16). */
interface Counted {
  persuasion: boolean;
  session: boolean;
}

/** What a session must have, beside its day, to count as one of the three (P4.R3-3IN1W, AMB-16). */
export type SessionPart = 'group' | 'law' | 'answer';

/**
 * What a session lacked: somebody of the joint group, the law explained, the guardian's answer, be it a refusal that the
 * one who tells it has seen. Without them it was an attempt: nobody was taught anything.
 */
export const sessionLacks = (
  file: CaseFile,
  told: Pick<Fact, 'by' | 'words'>,
  { law, result }: Pick<Of<'visit'>, 'law' | 'result'>,
  concerned: Concerned,
): SessionPart[] => [
  ...(isJoint(file, told, concerned) ? [] : (['group'] as const)),
  ...(law === true ? [] : (['law'] as const)),
  ...(ANSWERS.has(result) ? [] : (['answer'] as const)),
];

/**
 * 劝返 and 宣传教育 are counted apart. One counts as both where a session lacked nothing (`persuasion.dual_count`). What a
 * school holds by itself is a persuasion; a session of the joint group that lacked something waits to be told whole.
 */
const countOf = (file: CaseFile, fact: Fact, body: Of<'visit'>, setting: Held): Counted => {
  // Where nobody was met, nobody was persuaded.
  if (body.purpose === 'visit' || body.result === 'not_met') return { persuasion: false, session: false };
  const lacks = sessionLacks(file, fact, body, setting);
  const whole = lacks.length === 0;
  const dual = whole && setting.settings['persuasion.dual_count'];
  if (body.purpose === 'persuasion') return { persuasion: true, session: dual };
  return { persuasion: whole ? dual : lacks.includes('group'), session: whole };
};

/** What a visit proves of each line: 派出教师家访 of the school's, 进村入户 of the township's. */
const WENT: Readonly<Record<Line, SignalName>> = { school: 'visited', township: 'town_visited' };

/** For which lines somebody went: whoever tells of it, who came along, who of the joint group is named. */
const linesOf = (file: CaseFile, { by, words }: Fact, { along = [] }: VisitNotes): Line[] => {
  const went = new Set<Line | null>([lineOf(by.role), ...along]);
  if (isNamedOfGroup(file, words)) went.add('township');
  return LINES.filter((line) => went.has(line));
};

/** A home visit, a persuasion or a session, as told by whoever went. */
export const visit = (progress: Progress, fact: Fact, body: Of<'visit'>, setting: Held): void => {
  const { file } = progress;
  const { settings } = setting;
  const { purpose, result, day } = body;
  const made: Visit = { on: day, purpose, result, by: fact.by.person, words: fact.words, ...notesOf(body) };
  progress.set({ visits: [...file.visits, made] });
  const signalled = progress.signals.length;
  const period = casePeriod(file);
  const lines = linesOf(file, fact, body);
  for (const line of lines) progress.signal(WENT[line], fact.at, period);
  if (isOpenCase(file)) progress.signal('case_contact', fact.at, period);
  const { persuasion, session } = countOf(file, fact, body, setting);
  if (persuasion) {
    progress.set({ persuasions: file.persuasions + 1 });
    progress.signal('persuaded', fact.at, period);
    if (file.persuasions + 1 >= settings['persuasion.required'])
      progress.signal('persuaded_enough', fact.at, period);
  }
  if ((persuasion || session) && lines.length > 1) progress.signal('persuaded_jointly', fact.at, period);
  if (session) hold(progress, fact, day, setting);
  const proves = progress.signals.slice(signalled).map(({ name }) => name);
  const told: VisitTold = { key: fact.key, at: fact.at, proves, persuasion, session };
  progress.set({ visits: progress.file.visits.map((one) => (one === made ? { ...one, told } : one)) });
};

/**
 * A visit that was told by mistake counts for nothing any more. A first step that it alone had begun is not begun either
 * (T15), as long as nothing else was told of it.
 */
export const withdrawVisit = (progress: Progress, { visit: key }: Of<'visit_withdrawn'>): void => {
  const { file } = progress;
  const taken = file.visits.find(({ told }) => told?.key === key);
  if (!taken?.told) return;
  const { at, persuasion, session } = taken.told;
  const visits = file.visits.filter((one) => one !== taken);
  const isHeldAgain = visits.some(({ on, told }) => told?.session === true && on === taken.on);
  // Where one day counts once, another session of it still stands.
  const place = session && !isHeldAgain ? file.sessionDays.lastIndexOf(taken.on) : -1;
  const sessionDays = file.sessionDays.filter((_, index) => index !== place);
  progress.set({
    visits,
    persuasions: Math.max(0, file.persuasions - (persuasion ? 1 : 0)),
    sessionDays,
    sessions: sessionDays.length,
  });
  const [step, ...others] = file.steps.slice(-1);
  if (step?.step === 'S1_EDU' && others.length === 0 && step.openedAt === at && isBare(step))
    progress.set({ fourStep: 'NONE', steps: file.steps.slice(0, -1) });
};

const isBare = ({ document, result }: StepRecord): boolean => document === null && result === null;

const notesOf = ({ child, unheard, met, people, place, along }: VisitNotes): VisitNotes => ({
  ...(child === undefined ? {} : { child }),
  ...(unheard === undefined ? {} : { unheard }),
  ...(met === undefined ? {} : { met }),
  ...(people === undefined ? {} : { people }),
  ...(place === undefined ? {} : { place }),
  ...(along === undefined ? {} : { along }),
});

/** What is told of a visit afterwards stands with the visit that was asked about, else with the newest of that day (policy.md §11.6). */
export const noteVisit = (progress: Progress, { at }: Fact, body: Of<'visit_notes'>): void => {
  const { visits } = progress.file;
  const { day, purpose, message } = body;
  const place = visits.findLastIndex(
    (one) =>
      one.on === day &&
      one.purpose === purpose &&
      (message === undefined || one.told?.key.startsWith(`${message}:`)),
  );
  const noted = visits[place];
  if (!noted) return;
  const told = noted.told && body.along ? cameAlong(progress, at, noted.told, body.along) : noted.told;
  const made = { ...noted, ...notesOf(body), ...(told ? { told } : {}) };
  progress.set({ visits: visits.map((one, index) => (index === place ? made : one)) });
};

/** Who came along proves of its line what the visit itself did not. */
const cameAlong = (progress: Progress, at: Instant, told: VisitTold, along: readonly Line[]): VisitTold => {
  const period = casePeriod(progress.file);
  const signalled = progress.signals.length;
  for (const line of along) if (!told.proves.includes(WENT[line])) progress.signal(WENT[line], at, period);
  const went = progress.signals.slice(signalled).map(({ name }) => name);
  if (went.length === 0) return told;
  const proves = [...told.proves, ...went];
  const isJoint = LINES.every((line) => proves.includes(WENT[line]));
  if (!isJoint || !(told.persuasion || told.session)) return { ...told, proves, alongAt: at };
  progress.signal('persuaded_jointly', at, period);
  return { ...told, proves: [...proves, 'persuaded_jointly'], alongAt: at };
};

/** A joint session since the dispatch; two on one date are one (`edu3.distinct_dates`). */
const hold = (progress: Progress, fact: Fact, day: string, setting: Held): void => {
  const { file } = progress;
  const since = workedSince(file);
  if (since === null || day < since) return;
  // Whoever of the township in charge tells of the first session has begun the first step with it (T15).
  const first = { kind: 'step_opened', student: file.student, step: 'S1_EDU', way: null } as const;
  if (file.fourStep === 'NONE' && openingRefusal(file, first, fact, setting) === null)
    openStep(progress, fact, first);
  actedInCharge(progress, fact);
  const { settings } = setting;
  if (settings['edu3.distinct_dates'] && file.sessionDays.includes(day)) return;
  const sessionDays = [...file.sessionDays, day];
  progress.set({ sessionDays, sessions: sessionDays.length });
  progress.signal('session_held', fact.at, dispatchPeriod(file));
  if (sessionDays.length >= settings['edu3.count'])
    progress.signal('sessions_enough', fact.at, dispatchPeriod(file));
};

/** P4.R3-TEAM: one group per child; each of the eight seats has a name or a reason why nobody sits there. */
export const seat = (progress: Progress, fact: Fact, { seats }: Of<'group'>): void => {
  const group = { ...progress.file.group, ...seats };
  progress.set({ group });
  progress.signal('group_named', fact.at, dispatchPeriod(progress.file));
  if (isGroupComplete(progress.file))
    progress.signal('group_complete', fact.at, dispatchPeriod(progress.file));
};

export const groupRefusal = (file: CaseFile, by: Author, concerned: Concerned): Refusal | null =>
  townshipRefusal(file, by, concerned) ?? (dispatchOf(file) ? null : { code: 'not_dispatched' });

/** P3.1-NODE-ASSIGN. */
export const assign = (progress: Progress, fact: Fact, { teacher, person }: Of<'assignment'>): void => {
  progress.set({ teacher, responsible: person ?? null });
  // Whoever takes over is asked anew.
  progress.signal('teacher_assigned', fact.at, `${casePeriod(progress.file)}-${fact.key}`);
};

/** P3.1-NODE-ASSIGN: no child out of school without a teacher of its own; one who was assigned stays so. */
export const wantTeacher = (progress: Progress, when: Instant): void => {
  if (progress.file.teacher === null) progress.signal('teacher_missing', when, casePeriod(progress.file));
};
