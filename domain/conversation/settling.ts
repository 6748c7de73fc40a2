import { weekIn } from '../calendar/occasions.ts';
import { type Day, dayOf, type Instant, isDay } from '../calendar/time.ts';
import { missingProof } from '../cases/closing-proof.ts';
import { type CaseFile, placedReason } from '../cases/file.ts';
import { recordOf } from '../cases/four-step.ts';
import type { Refusal } from '../cases/refusal.ts';
import { whereAnswered } from '../cases/residence.ts';
import type { World } from '../decision.ts';
import { type Duty, isLive, UNFILLED } from '../duties/duty.ts';
import type { FactBody, Standing, VisitPurpose, VisitResult } from '../facts/fact.ts';
import { PAPER_KINDS, type PaperKind, paperEntry } from '../papers/kinds.ts';
import type { PaperStep } from '../papers/trail.ts';
import { LINES } from '../people/lines.ts';
import type { BoundDuty } from '../policy/policy.ts';
import type { Reply } from '../policy/rule.ts';
import { subjectKey } from '../signals.ts';
import { helpFacts } from '../support/replies.ts';
import { resultSaid } from '../understanding/visits/result-said.ts';
import { caseFactsOf, isCaseAct } from './case-replies.ts';
import { choiceIn, choicesOf, resultOf } from './choices.ts';
import { approvalIn } from './enrolment-words.ts';
import { grantedUntil, withoutLimit } from './leave-limit.ts';
import { resultWhereMet } from './visit-notes.ts';

/** A short reply to duties that offer it: "1", "1 2026091401", "已联系". */
export interface ShortReply {
  key: string;
  detail: string;
}

/** A duty that a short reply may mean, with the reply of its rule. */
export interface Candidate {
  duty: Duty;
  bound: BoundDuty;
  reply: Reply;
}

/** Reads a message as a short reply by number; null when it is anything else. */
export const readShortReply = (text: string): ShortReply | null => {
  const match = /^([1-9])(?:[\s.、,，:：]+([\s\S]+))?$/.exec(text.trim());
  return match?.[1] ? { key: match[1], detail: match[2]?.trim() ?? '' } : null;
};

/**
 * Whether a duty has offered its numbered replies: it was announced, or spoken of in the answer that opened it, or has
 * reminded since. What the calendar opens for a class says nothing before its first reminder, nor does what is `silent`.
 */
export const hasAsked = (duty: Duty, { duty: rule }: BoundDuty): boolean =>
  duty.taken > 0 || (rule.quiet !== 'silent' && (rule.quiet !== true || rule.subject === 'student'));

/** What is said of one duty proves no other. */
const OF_ONE_DUTY: ReadonlySet<string> = new Set([
  ...['done', 'cannot', 'hindered', 'accept', 'attendance_differs', 'pupils', 'no_pupils'],
  // A child may have two changes of its 学籍 to be told of.
  'enrolment_changed',
  'list_differs',
  // One child may have two written reports on the way.
  ...['paper_sent', 'paper_receipted'],
]);

/** What follows a reply's own words: nothing, or the number or account it needs, "已全部签订 12位"; null for other words. */
const afterWords = ({ act, label, words = [], needs }: Reply, said: string): string | null => {
  const opening = [label, ...words]
    .filter((text) => said.startsWith(text))
    .reduce<string | undefined>(
      (longest, text) => (text.length > (longest?.length ?? 0) ? text : longest),
      undefined,
    );
  if (opening === undefined) return null;
  const rest = said.slice(opening.length);
  if (rest === '') return '';
  const detail = /^[\s，,：:、]+(\S[\s\S]*)$/.exec(rest)?.[1];
  if (!needs || !detail) return null;
  return OF_ONE_DUTY.has(act) || needs === 'categories' || (needs === 'number' && NUMBER.test(detail))
    ? detail
    : null;
};

/** The live duties that offer a reply in these words, or under this key if they have asked. */
export const candidates = (
  duties: readonly Duty[],
  text: string,
  named: ReadonlyMap<string, BoundDuty>,
  today: Day,
): { found: Candidate[]; detail: string } => {
  const short = readShortReply(text);
  const said = text.trim().replace(/[。!！]$/, '');
  const details = new Set<string>();
  const found = duties.filter(isLive).flatMap((duty): Candidate[] => {
    const bound = named.get(duty.name);
    const reply = bound?.duty.replies?.find((item) => {
      if (short) return item.key === short.key;
      const rest = afterWords(item, said);
      if (rest) details.add(rest);
      return rest !== null;
    });
    return bound && reply && (!short || hasAsked(duty, bound)) ? [{ duty, bound, reply }] : [];
  });
  if (!short) return { found, detail: details.size === 1 ? ([...details][0] ?? '') : '' };
  return { found: fitting(spokenToday(newest(toldLast(found)), today), short.detail), detail: short.detail };
};

/** That a whole class is there is what a number means only where nothing else waits for it: it must not end an absence by mistake. */
const toldLast = (found: readonly Candidate[]): readonly Candidate[] => {
  const others = found.filter(({ reply }) => reply.act !== 'all_present');
  return others.length > 0 ? others : found;
};

/** The numbers of what only the answer to a report has offered mean the latest such answer, not an earlier day's. */
const newest = (found: readonly Candidate[]): Candidate[] => {
  const latest = new Map<string, string>();
  for (const { duty } of found)
    if (duty.period > (latest.get(duty.name) ?? '')) latest.set(duty.name, duty.period);
  return found.filter(
    ({ duty, bound }) => bound.duty.quiet !== 'to_speaker' || duty.period === latest.get(duty.name),
  );
};

/**
 * A number answers what was said today. What the year itself asks stays open for weeks; on the days on which it is not
 * spoken of, a bare "1" means what is.
 */
const spokenToday = (found: readonly Candidate[], today: Day): Candidate[] => {
  const spoken = found.filter(
    ({ duty, bound }) => typeof bound.duty.opens === 'string' || dayOf(spokeAt(duty)) === today,
  );
  return spoken.length > 0 ? spoken : [...found];
};

/** When a duty last said anything: at its latest step, else as it opened. */
export const spokeAt = ({ openedAt, steps, taken }: Duty): Instant => steps[taken - 1]?.at ?? openedAt;

const NUMBERED: ReadonlySet<string> = new Set(['number', 'count', 'date', 'letter', 'approval']);
const WORDED: ReadonlySet<string> = new Set(['words', 'reason', 'letter', 'approval', 'place']);
const isWorded = ({ needs }: Reply): boolean => needs !== undefined && WORDED.has(needs);

/** "1 2026091401" is meant for what asks for a number, "2 我下午来家里" for what asks for words, if anything does. */
const fitting = (found: readonly Candidate[], detail: string): Candidate[] => {
  if (!/\d/.test(detail)) {
    const worded = detail.length > 1 ? found.filter(({ reply }) => isWorded(reply)) : [];
    return worded.length > 0 ? worded : [...found];
  }
  const numbered = found.filter(({ reply: { needs } }) => needs && NUMBERED.has(needs));
  return numbered.length > 0 ? numbered : [...found];
};

/** Two duties that one and the same fact settles are one question: "已联系上" about one pupil. The latest comes first. */
export const distinct = (found: readonly Candidate[]): Candidate[][] => {
  const groups = new Map<string, Candidate[]>();
  for (const item of found) {
    const key = OF_ONE_DUTY.has(item.reply.act)
      ? item.duty.id
      : `${item.reply.act}|${item.duty.about.student ?? item.duty.about.class ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => compare(b.duty.period, a.duty.period)));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const NUMBER = /\d/;

/** Acts whose record stands by itself: what they need only adds to it. */
const STANDS_ALONE: ReadonlySet<string> = new Set([
  ...['done', 'home_visit', 'persuaded', 'talked', 'next_step', 'paper_sent', 'leave_refused'],
  'enrolment_changed',
]);

/** Whether a duty may be settled without what its reply needs: the clause wants the act, and the rest can be told later. */
export const mayStayUnfilled = ({ act, needs, demanded }: Reply): boolean =>
  !demanded && STANDS_ALONE.has(act) && needs !== undefined && CAN_BE_ADDED.has(needs);

const CAN_BE_ADDED: ReadonlySet<string> = new Set([
  ...['number', 'count', 'names', 'words', 'letter', 'approval'],
]);

/** A day or a count, and words for who signed and until when: "4月12日，邓区长、申镇长，一年". */
const LETTER = /\d(?=[\s\S]*\p{sc=Han}{2}[\s\S]*[，,、；;\s][\s\S]*\p{sc=Han})/u;

/** Whether what a reply needs has come with it. A lone digit is no number of a paper: it is a key. */
export const isComplete = (reply: Reply, detail: string): boolean => {
  if (!reply.needs || (detail === UNFILLED && mayStayUnfilled(reply))) return true;
  if (choicesOf(reply).length > 0) return choiceIn(reply, detail) !== null;
  if (reply.needs === 'date') return isDay(detail);
  if (reply.needs === 'category') return keptOf(reply, detail) !== '';
  if (reply.needs === 'count') return /\d|[零〇一二两三四五六七八九十百]/.test(detail);
  if (reply.needs === 'letter') return LETTER.test(detail);
  return reply.needs === 'number' ? NUMBER.test(detail) && !/^\d$/.test(detail) : detail.length >= 2;
};

/** What is kept of the words that came with a reply: where only certain words are, the first of them (§5.1, P5.5). */
export const keptOf = ({ keeps }: Reply, detail: string): string =>
  keeps ? (keeps.find((word) => saidIn(word, detail)) ?? '') : detail;

/** "肢体残疾" is told by its grade too, "肢体二级"; what was ruled out is not told. */
const saidIn = (word: string, detail: string): boolean => {
  const kind = /^(.{2})残疾$/u.exec(word)?.[1];
  if (!kind || kind === '未见') return detail.includes(word);
  return new RegExp(`(?<!没有|未见|不是|排除|无|非)${kind}(?:残疾?|[一二三四1-4]级)`, 'u').test(detail);
};

/** The fact that a reply records, about the duty's subject. */
export const factOf = (
  { duty, bound, reply }: Candidate,
  detail: string,
  world: World,
  file: CaseFile,
): FactBody[] => {
  const help = helpFacts(reply, duty, detail, world);
  if (help) return reply.act === 'except' ? [...help, report(duty, 'done', detail)] : help;
  if (detail !== UNFILLED || reply.act === 'done')
    return heldJointly(bound, plainFacts({ duty, reply }, detail, world, file));
  const facts = heldJointly(bound, plainFacts({ duty, reply }, '', world, file));
  // What proves the duty has no place for what is missing: the duty itself keeps that it is.
  return reply.act === 'leave_refused' ? facts : [report(duty, 'done', UNFILLED), ...facts];
};

/** A reply to what both lines do together says that both went: 已联合家访. */
const heldJointly = ({ duty }: BoundDuty, facts: FactBody[]): FactBody[] =>
  duty.done.includes('persuaded_jointly')
    ? facts.map((body) => (body.kind === 'visit' ? { ...body, along: LINES } : body))
    : facts;

const plainFacts = (
  { duty, reply }: Pick<Candidate, 'duty' | 'reply'>,
  detail: string,
  world: World,
  file: CaseFile,
): FactBody[] => {
  const day = dayOf(world.now);
  const student = duty.about.student ?? '';
  const classId = duty.about.class ?? '';
  const absenceDay = /^\d{4}-\d\d-\d\d$/.test(duty.period) ? duty.period : day;
  switch (reply.act) {
    case 'contact_reached':
      return [{ kind: 'contact', student, day, result: 'reached' }];
    case 'contact_unreachable':
      return [{ kind: 'contact', student, day, result: 'unreachable' }];
    case 'verified_no_cause':
      return [{ kind: 'verification', student, day: absenceDay, finding: 'no_cause' }];
    case 'verified_leave':
      return [{ kind: 'verification', student, day: absenceDay, finding: 'cause' }];
    case 'verified_elsewhere':
      return [{ kind: 'verification', student, day: absenceDay, finding: 'elsewhere' }];
    case 'verified_unknown':
      return [{ kind: 'verification', student, day: absenceDay, finding: 'unknown' }];
    case 'marked':
      return [{ kind: 'marked', class: classId, day: duty.period }];
    case 'told_principal':
      return [{ kind: 'told_principal', student }];
    case 'paper_checked':
      return [{ kind: 'paper', student, paper: 'D1', step: 'checked', number: null }];
    case 'paper_sent':
      return paperStep(duty, 'sent', detail);
    case 'paper_receipted':
      return paperStep(duty, 'receipted', '');
    case 'ticket':
      return [{ kind: 'ticket', student, number: detail, confirmed: false }];
    case 'ticket_confirmed':
      return [{ kind: 'ticket', student, number: detail, confirmed: true }];
    case 'team_named':
      return [{ kind: 'team', student, members: detail }];
    case 'home_visit': {
      const purpose = duty.name === 'P3.1-LINK-TEAM/visit' ? 'persuasion' : 'visit';
      return [visitOf(student, day, purpose, answered(reply, detail))];
    }
    case 'persuaded':
      return [visitOf(student, day, 'persuasion', answered(reply, detail))];
    case 'session_held':
      return [{ ...visitOf(student, day, 'session', answered(reply, detail)), law: true }];
    case 'teacher_assigned': {
      const teacher = homeroomOf(student, world);
      return teacher ? [{ kind: 'assignment', student, ...teacher }] : [];
    }
    case 'cause_told':
      return [{ kind: 'standing', student, day: absenceDay, standing: causeOf(reply, detail), until: null }];
    case 'limit_set': {
      const paper = recordOf(file, 'S2_ORDER')?.document;
      return paper ? [{ ...paper, kind: 'step_document', student, step: 'S2_ORDER', until: detail }] : [];
    }
    case 'each_persuaded':
    case 'all_present':
      // What is told of several pupils is told with their files at hand, by whoever has them.
      return [];
    case 'pupils':
    case 'no_pupils':
    case 'categorised':
      // What is told pupil by pupil, or out of a list, is read by whoever has roster and list at hand.
      return [];
    case 'talked':
      return [{ kind: 'talk', student }];
    case 'next_step':
      return [{ kind: 'next_step', student }];
    case 'dropout_decided':
      return [{ kind: 'dropout_decision', student, reason: detail }];
    case 'post_filled':
      return [{ kind: 'post_filled', school: world.place.id, post: duty.period, names: detail }];
    case 'found':
      return [{ kind: 'found', student }];
    case 'missing':
      return [{ kind: 'missing', student }];
    case 'stay_told': {
      const pupil = world.directory.students.get(student);
      const where = pupil && whereAnswered(detail, pupil, world.directory);
      return where ? [{ kind: 'stay', student, day, where, place: detail.replace(/^在/u, '') }] : [];
    }
    case 'county_receipted':
      return [{ kind: 'proof', student, proof: 'county_receipt', detail }];
    case 'leave_agreed':
    case 'leave_refused':
      return leaveAnswer(file, reply.act === 'leave_agreed', detail, world);
    case 'close_back':
      return [
        {
          kind: 'close_confirmation',
          student,
          line: duty.name.endsWith('close_township') ? 'township' : 'school',
        },
      ];
    case 'done':
    case 'cannot':
    case 'hindered':
      return [report(duty, reply.act, detail)];
    case 'attendance_differs':
      return [
        report(duty, 'done', detail),
        { kind: 'attendance_differs', school: world.place.id, text: detail },
      ];
    case 'list_differs':
      return [
        report(duty, 'done', detail),
        ...(duty.about.unit ? [{ kind: 'list_differs' as const, unit: duty.about.unit, text: detail }] : []),
      ];
    case 'accept':
      return [report(duty, 'accepted', detail)];
    case 'allegation_answered':
      return [{ kind: 'circumstance', student, circumstance: 'alleged', holds: false }];
    case 'enrolment_changed':
      return [
        ...(detail ? [report(duty, 'done', detail)] : []),
        ...enrolmentOf(reply, student, detail, world),
      ];
    case 'safeguard_reported':
      return [{ kind: 'safeguard_reported', student }];
    default:
      if (!isCaseAct(reply.act)) throw new Error(`no fact follows from the reply ${reply.act}`);
      return caseFactsOf(reply.act, file, detail, world);
  }
};

/** Where nobody was met, nobody was persuaded: it is a visit and no more. */
export const visitOf = (
  student: string,
  day: Day,
  purpose: VisitPurpose,
  result: VisitResult,
): Extract<FactBody, { kind: 'visit' }> => ({
  kind: 'visit',
  student,
  day,
  purpose: result === 'not_met' ? 'visit' : purpose,
  result,
});

/** By the number that was chosen, else by the words of the account. */
const answered = (reply: Reply, detail: string): VisitResult =>
  reply.needs === 'answer' ? resultOf(choiceIn(reply, detail)) : resultWhereMet(resultSaid(detail), detail);

const CAUSES = ['sick_leave', 'personal_leave'] as const;
const causeOf = (reply: Reply, detail: string): Standing => {
  const choice = choiceIn(reply, detail);
  return CAUSES.find((cause) => cause === choice) ?? 'unexcused';
};

const homeroomOf = (
  student: string,
  { directory, now }: World,
): { teacher: string; person: string } | null => {
  const classId = directory.students.get(student)?.class;
  const [holder] = classId ? directory.holders('homeroom_teacher', { class: classId }, dayOf(now)) : [];
  return holder ? { teacher: directory.nameOf(holder.person), person: holder.person } : null;
};

/** The change that a reply says was made, with the day and the approving unit that its words name. */
export const enrolmentOf = (
  { change }: Reply,
  student: string,
  detail: string,
  { now }: Pick<World, 'now'>,
): FactBody[] => (change ? [{ kind: 'enrolment_change', student, change, ...approvalIn(detail, now) }] : []);

/**
 * What was asked for is what is given or not, or the part of it that the words name (T3): "1 只批两天". Nothing
 * where they name no day of it.
 */
const leaveAnswer = (
  file: CaseFile,
  agreed: boolean,
  detail: string,
  { now, calendar }: World,
): FactBody[] => {
  const { student, answers } = file;
  if (!answers?.leave) return [];
  const { from, until } = answers.leave;
  const limited = agreed ? withoutLimit(detail) : null;
  if (!limited) return [{ kind: 'leave_answer', student, from, until, agreed, why: detail || null }];
  const last = grantedUntil(limited.limit, { from, until }, file, dayOf(now), calendar);
  const why = limited.rest.replace(/^同意[，,\s]*/u, '') || null;
  return last === null ? [] : [{ kind: 'leave_answer', student, from, until: last, agreed, why }];
};

/** "2 只批两天" gives two days. */
export const asGranted = (candidate: Candidate, detail: string): Candidate => {
  const { bound, reply } = candidate;
  if (reply.act !== 'leave_refused' || !withoutLimit(detail)?.only) return candidate;
  return { ...candidate, reply: bound.duty.replies?.find(({ act }) => act === 'leave_agreed') ?? reply };
};

/**
 * Why no fact follows from a reply: leave up to a day that was not asked for, none of the proofs that are wanted, or nothing
 * that it stands for.
 */
export const refusalOfNothing = (act: Reply['act'], file: CaseFile): Refusal => {
  const { answers } = file;
  const reason = act === 'placement_proven' ? placedReason(file) : null;
  if (reason) return { code: 'proof_missing', values: { reason, missing: missingProof(file, reason) } };
  const isOfLeave = act === 'leave_agreed' || act === 'leave_refused';
  return isOfLeave && answers?.leave
    ? { code: 'leave_limit', values: { from: answers.leave.from, until: answers.leave.until } }
    : { code: 'nothing_proposed' };
};

type Outcome = Extract<FactBody, { kind: 'duty_report' }>['outcome'];

const report = (duty: Duty, outcome: Outcome, detail: string): FactBody => ({
  kind: 'duty_report',
  duty: duty.id,
  outcome,
  detail: detail || null,
  to: null,
});

/** A step of the paper a duty is about; a place's paper is the one of the duty's own week, and no case tells that it is done. */
const paperStep = (duty: Duty, step: PaperStep, number: string): FactBody[] => {
  const told = { paper: paperOf(duty), step, number: number || null };
  const { student } = duty.about;
  if (student) return [{ kind: 'paper', student, ...told }];
  const period = weekIn(duty.period) ?? duty.period;
  return [report(duty, 'done', number), { kind: 'paper', subject: subjectKey(duty.about), ...told, period }];
};

const paperOf = ({ rule }: Duty): PaperKind =>
  PAPER_KINDS.find((kind) => paperEntry(kind).rules.includes(rule)) ?? 'D1';
