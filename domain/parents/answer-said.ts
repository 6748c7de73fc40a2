import { afterQuiet } from '../calendar/clocks.ts';
import { addDays, type Day, dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import { readShortReply } from '../conversation/settling.ts';
import type { World } from '../decision.ts';
import type { Duty } from '../duties/duty.ts';
import { isLive, UNFILLED } from '../duties/duty.ts';
import type { AnswerFactBody } from '../facts/answer-fact.ts';
import type { Fact, FactBody } from '../facts/fact.ts';
import type { Say } from '../notices/compose.ts';
import { plainItem } from '../notices/said.ts';
import { callName } from '../people/call-name.ts';
import type { Holder } from '../people/directory.ts';
import { repliesOf } from '../policy/policy.ts';
import { carerNamed } from '../support/sentences.ts';
import { writtenTo } from './addressees.ts';
import { ALLEGATION, notesOf } from './answer-apply.ts';
import type { Meaning } from './lexicon.ts';
import { isSafe } from './safe.ts';

type Words = Extract<FactBody, { kind: 'guardian_words' }>;
type Report = Extract<FactBody, { kind: 'duty_report' }>;

/**
 * What a guardian wrote, to the class teacher at once, with the short replies to what it asks of the teacher. By day
 * it waits for no gathering; at night it waits for the morning, unless a child is sought. What somebody writes who may hear
 * nothing of the child is the principal's, who knows why (policy.md §6.5); the teacher only hears of it to look for the child.
 */
export const sayGuardianWords = (
  words: Words,
  fact: Fact,
  file: CaseFile,
  duties: readonly Duty[],
  world: World,
): Say[] => {
  const asked = duties.find(({ period, ...duty }) => period === fact.key && isLive({ period, ...duty }));
  if (isSafe(fact.by.person, file)) return sayWords('homeroom_teacher', words, fact, asked, world, {});
  const sought = words.means?.some((meaning) => SEARCHED.has(meaning)) ?? false;
  const guarded = { words: 'guardian_guarded' };
  return [
    // What the principal has to decide on comes with the words as a duty.
    ...(sought || !asked ? sayWords('principal', words, fact, undefined, world, guarded) : []),
    ...(sought ? sayWords('homeroom_teacher', words, fact, asked, world, { ...guarded, sought }) : []),
  ];
};

const SEARCHED: ReadonlySet<Meaning> = new Set<Meaning>(['lost', 'unknown', 'set_out']);

const sayWords = (
  to: 'homeroom_teacher' | 'principal',
  { student, means = [], wants, sent, takesBack }: Words,
  fact: Fact,
  asked: Duty | undefined,
  world: World,
  guarded: { words?: string; sought?: boolean },
): Say[] => {
  const { directory, now, policy } = world;
  const { holder } = directory.resolve(to, { student }, dayOf(now));
  if (!holder) return [];
  const bound = asked && policy.named.get(asked.name);
  const isMine = asked?.actor === holder.person;
  const name = directory.students.get(student)?.name ?? '\0';
  // Who looks after the child is not asked where it is told.
  const isCared = means[0] === 'away' && carerNamed((fact.words ?? '').replaceAll(name, '')) !== null;
  const isEarly = means[0] === 'set_out' && !asked;
  const said = toSchool(holder, 'P3.3-TRACK', student, fact, world, {
    sent: sent?.kind ?? null,
    kept: sent !== undefined && sent.file !== null,
    means: isEarly || isCared ? 'other' : (means[0] ?? 'other'),
    back: takesBack ?? null,
    standing: wants?.standing ?? null,
    from: wants?.from ?? null,
    until: wants?.until ?? null,
    decider: asked?.actor && !isMine ? directory.nameOf(asked.actor) : null,
    ...(guarded.sought ? { sought: true } : {}),
  });
  const isOfItsOwn = takesBack || OF_ITS_OWN.has(means[0] ?? 'thanks');
  return [
    {
      ...said,
      words: guarded.words ?? (isOfItsOwn ? 'guardian_asks' : said.words),
      item: { ...said.item, duty: isMine ? asked.id : null },
      options: (isMine && bound?.duty.replies) || [],
      ...(sent?.file ? { file: { is: 'sent' as const, id: sent.file } } : {}),
      urgent: bound?.duty.urgent === true || said.urgent,
      whileLive: isMine,
    },
  ];
};

/** What the teacher is told of in a text of its own: the other one is as long as a message may be. */
const OF_ITS_OWN: ReadonlySet<Meaning> = new Set<Meaning>([
  ...(['stop', 'special', 'suspension', 'objects', 'transfer'] as const),
]);

/** What a guardian says of the school itself, to the principal alone: never to who may be meant. */
export const sayAllegation = (student: string, fact: Fact, world: World): Say[] => {
  const { holder } = world.directory.resolve('principal', { student }, dayOf(world.now));
  if (!holder || fact.by.role !== 'guardian') return [];
  return [toSchool(holder, 'P1.R4-HAZARD', student, fact, world, { means: 'treatment', from: null })];
};

/** What the principal found, to the guardian who said it. */
export const sayAllegationAnswer = (file: CaseFile, fact: Fact, world: World): Say[] => {
  const asked = notesOf(file).asked.find(({ key, answeredAt }) => key === ALLEGATION && answeredAt === null);
  const result = readShortReply(fact.words ?? '')?.detail || fact.words;
  if (!asked || !result || !isSafe(asked.by, file)) return [];
  return [toGuardian(asked.by, file.student, fact, world, 'guardian_answered', { result, declined: false })];
};

/** Of more days than may be given, those that were. */
const givenUntil = ({ leaves }: CaseFile, { from, until }: LeaveAnswer): Day =>
  leaves.findLast((leave) => leave.from >= from)?.until ?? until;

type LeaveAnswer = Extract<AnswerFactBody, { kind: 'leave_answer' }>;

/** The school days that were asked for and not given, where others were (T3). */
export const restOfLeave = (
  body: LeaveAnswer,
  file: CaseFile,
  calendar: World['calendar'],
): { restFrom: Day; restUntil: Day; given: Day } | null => {
  const { leave } = notesOf(file);
  const given = givenUntil(file, body);
  const rest = body.agreed && leave ? calendar.schoolDays(addDays(given, 1), leave.until) : [];
  const [restFrom] = rest;
  const restUntil = rest.at(-1);
  return restFrom && restUntil ? { restFrom, restUntil, given } : null;
};

/**
 * Whether leave was given: to the guardian who asked for it, or, where the school did, to the guardians who have written to
 * us; and to the class teacher, who must know who is expected.
 */
export const sayLeaveAnswer = (body: LeaveAnswer, file: CaseFile, fact: Fact, world: World): Say[] => {
  const { leave, consents } = notesOf(file);
  if (!leave) return [];
  const { directory, now } = world;
  const pupil = directory.students.get(body.student);
  const values = {
    agreed: body.agreed,
    from: body.from,
    until: body.agreed ? givenUntil(file, body) : body.until,
    why: body.why,
    ...restOfLeave(body, file, world.calendar),
  };
  const family = writtenTo(file, pupil?.guardians ?? []);
  const isAskedByFamily = pupil?.guardians.includes(leave.by) ?? false;
  const guardians = family.filter((person) => (isAskedByFamily ? person === leave.by : consents[person]));
  const { holder } = directory.resolve('homeroom_teacher', { student: body.student }, dayOf(now));
  const asker = isAskedByFamily ? null : directory.named(leave.by, dayOf(now));
  const staff = new Map([holder, asker].flatMap((one) => (one ? [[one.person, one] as const] : [])));
  staff.delete(fact.by.person);
  return [
    ...guardians.map((to) => toGuardian(to, body.student, fact, world, 'guardian_leave', values)),
    ...[...staff.values()].map(({ person, role }) => ({
      ...noticeOf(fact, 'leave_answered'),
      ...{ to: person, role, urgent: false },
      item: plainItem('P3.3-TRACK', '请假答复', { student: body.student }, world),
      values: { ...values, who: directory.nameOf(fact.by.person), standing: leave.standing },
    })),
  ];
};

/** How what a guardian asked was answered, to that guardian, in the words of whoever answered. */
export const sayGuardianAnswer = (
  { about, period, name }: Duty,
  { outcome, detail }: Report,
  file: CaseFile,
  fact: Fact,
  world: World,
): Say[] => {
  const asked = notesOf(file).asked.find(({ key }) => key === period);
  if (!asked || !about.student || !detail || (outcome !== 'done' && outcome !== 'cannot')) return [];
  if (!isSafe(asked.by, file)) return [];
  // A bare "1" is told in the words it stood beside.
  const label = repliesOf(world.policy, { name }).find(({ act }) => act === 'done')?.label;
  const values = { result: detail === UNFILLED ? (label ?? null) : detail, declined: outcome === 'cannot' };
  return [toGuardian(asked.by, about.student, fact, world, 'guardian_answered', values)];
};

/** One fact told to one person, with nothing to answer. */
const noticeOf = (fact: Fact, words: string) => ({
  kind: 'notice' as const,
  words,
  options: [],
  late: false,
  whileLive: false,
  matter: `${words}|${fact.key}`,
  turn: fact.key,
});

/** In a guardian's own words. */
const toSchool = (
  { person, role }: Holder,
  rule: string,
  student: string,
  fact: Fact,
  world: World,
  values: Say['values'],
): Say => ({
  ...noticeOf(fact, 'guardian_says'),
  to: person,
  role,
  item: plainItem(rule, '家长回话', { student }, world),
  values: { words: fact.words, ...values },
  urgent: afterQuiet(world.now, world.policy.settings['quiet.staff']) === world.now,
});

const toGuardian = (
  to: string,
  student: string,
  fact: Fact,
  world: World,
  words: string,
  values: Say['values'],
): Say => {
  const { directory, place } = world;
  const pupil = directory.students.get(student);
  return {
    ...noticeOf(fact, words),
    to,
    role: 'guardian',
    item: plainItem('P3.3-TRACK', '答复家长', { student }, world),
    values: {
      child: callName(pupil?.name ?? ''),
      class: directory.classes.get(pupil?.class ?? '')?.name ?? place.name,
      who: directory.nameOf(fact.by.person),
      // Hears of it where the answer does not arrive.
      by: fact.by.person,
      school: place.name,
      ...values,
    },
    urgent: false,
  };
};
