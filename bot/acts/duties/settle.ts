import { dayOf } from '../../../domain/calendar/time.ts';
import { emptyFile } from '../../../domain/cases/file.ts';
import type { Refusal } from '../../../domain/cases/refusal.ts';
import { whereAnswered } from '../../../domain/cases/residence.ts';
import { choiceIn, choicesOf } from '../../../domain/conversation/choices.ts';
import { documentIn, type NumberTold, ticketIn } from '../../../domain/conversation/document-number.ts';
import { aboutNamed } from '../../../domain/conversation/names.ts';
import type { Question } from '../../../domain/conversation/question.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import {
  asGranted,
  type Candidate,
  candidates,
  distinct,
  factOf,
  isComplete,
  keptOf,
  mayStayUnfilled,
  readShortReply,
  refusalOfNothing,
} from '../../../domain/conversation/settling.ts';
import { daysIn } from '../../../domain/conversation/written-days.ts';
import type { SchoolState } from '../../../domain/decision.ts';
import { type Duty, isLive, isOver, UNFILLED } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { subjectOf } from '../../../domain/notices/item.ts';
import { withoutNumbers } from '../../../domain/people/masking.ts';
import { repliesOf } from '../../../domain/policy/policy.ts';
import type { Reply } from '../../../domain/policy/rule.ts';
import type { Subject } from '../../../domain/signals.ts';
import { pupilsNamed } from '../../../domain/support/replies.ts';
import { phoneApart } from '../../../domain/support/sentences.ts';
import { fileOf, shownWithNumbers } from '../../../prisma/stores/answer-store.ts';
import { holdStream } from '../../../prisma/stores/school-store.ts';
import { phrase } from '../../phrase.ts';
import { refusalIn, sayRefusal, sayWanting } from '../../refusing.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';
import { allPresent } from '../attendance/all-present.ts';
import { askCategory } from '../case/category.ts';
import { sortAsAsked } from '../county/commands.ts';
import { keepCarersPhone } from '../help/carers-phone.ts';
import { askChildren, withNotes } from '../visits/child-words.ts';
import { persuadeEach } from '../visits/persuade-each.ts';
import { againstLedger } from './nil-report.ts';
import { answerDuty } from './pupil-lists.ts';
import { askDetail, askWhich } from './settle-asked.ts';
import { afterwards, notedOf, OF_SEVERAL, progressLines, withheldLine } from './settle-told.ts';

/** A short reply to what the bot asked somebody to do; null when no live duty of theirs offers it. */
export const settleByReply = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const today = dayOf(turn.now);
  const open = meant(turn, rosters).filter((duty) => !isOver(duty, today));
  const { found, detail } = candidates(open, turn.text, turn.policy.named, today);
  if (found.length === 0) return null;
  const answered = readShortReply(turn.text) ? await withNumbers(turn, found) : found;
  return settleFound(turn, answered, withoutNumber(detail));
};

/** A bare number answers what stood beside numbers; what was told in a list without them is meant when nothing else is. */
const withNumbers = async (turn: Turn, found: readonly Candidate[]): Promise<readonly Candidate[]> => {
  if (distinct(found).length === 1) return found;
  const shown = await shownWithNumbers(
    turn.tx,
    turn.speaker.person,
    found.map(({ duty }) => duty),
  );
  const numbered = found.filter(({ duty, bound }) => shown.has(duty.id) || bound.duty.quiet === 'to_speaker');
  return numbered.length > 0 ? numbered : found;
};

/** The same, said in a sentence that means one kind of reply; null when none of these duties offers it. */
export const settleAs = async (
  turn: Turn,
  duties: readonly Duty[],
  act: Reply['act'],
  detail: string,
): Promise<Outcome | null> => {
  const found = duties.flatMap((duty): Candidate[] => {
    const bound = turn.policy.named.get(duty.name);
    const reply = bound?.duty.replies?.find((item) => item.act === act);
    return bound && reply ? [{ duty, bound, reply }] : [];
  });
  return found.length > 0 ? settleFound(turn, found, detail) : null;
};

export const settleFound = (
  turn: Turn,
  all: readonly Candidate[],
  detail: string,
): Promise<Outcome> | Outcome => {
  const found = all.filter((candidate) => !isOfLaterDay(turn, candidate));
  const groups = distinct(found);
  const [later] = all;
  if (groups.length === 0 && later)
    return {
      act: 'settle',
      reply: phrase(turn, 'series_later', { title: later.bound.duty.title, due: later.duty.dueAt }),
      question: null,
    };
  return groups.length === 1 ? settleGroup(turn, groups[0] ?? [], detail) : askWhich(turn, groups, detail);
};

/** Of what is done once a week the next time began with the last: the same talk told twice is no second one (P5.5-PSY-RETURN). */
const isOfLaterDay = ({ now }: Turn, { duty, bound }: Candidate): boolean => {
  const { repeats } = bound.duty;
  const isSeries = typeof repeats === 'string' && repeats !== 'within_term';
  return isSeries && dayOf(duty.openedAt) === dayOf(now);
};

/** A button means what it stood under, a quoted reminder the pupils or the referral it names; else all that waits is meant. */
const meant = ({ tapped, quote, duties, directory, text }: Turn, rosters: Rosters): readonly Duty[] => {
  if (tapped) return duties.filter(({ id }) => tapped.duties.includes(id));
  const quoted = new Set(aboutNamed(quote ?? '', duties, directory, rosters));
  const named = duties.filter((duty) => {
    const number = duty.asked?.number;
    return number ? text.includes(number) || quote?.includes(number) === true : quoted.has(duty);
  });
  return named.length > 0 ? named : duties;
};

/** "2 0914-3812 已纳入低保": the number says which referral, and is no part of the result. */
const withoutNumber = (detail: string): string =>
  detail.replace(/^(?:转办)?\d{4}-\d{4}号?[，,：:\s]*/u, '').trim();

/** The answer to "which one?": settles the chosen duty, or all of them. */
export const settleChosen = async (
  turn: Turn,
  chosen: readonly string[],
  key: string,
  detail: string,
): Promise<Outcome> => {
  const found = chosenIn(turn, chosen, key);
  // Of several, those that want a number, names or an account are not settled by a bare "全部".
  const ready = found.filter(({ reply }) => isComplete(reply, detail));
  const wanting = found.filter(({ reply }) => !isComplete(reply, detail));
  if (ready.length === 0 || wanting.length === 0) return settleGroup(turn, found, detail);
  const settled = await settleGroup(turn, ready, detail);
  const asked = await settleGroup(turn, wanting.slice(0, 1), detail);
  return { ...asked, reply: [settled.reply, asked.reply].join('\n') };
};

const chosenIn = (turn: Turn, chosen: readonly string[], key: string): Candidate[] => {
  const ids = new Set(chosen.flatMap((group) => group.split(' ')));
  return turn.duties.flatMap((duty): Candidate[] => {
    const bound = turn.policy.named.get(duty.name);
    const reply = bound?.duty.replies?.find((item) => item.key === key);
    return ids.has(duty.id) && bound && reply ? [{ duty, bound, reply }] : [];
  });
};

/** The same of one, whatever somebody has not told yet: it was said that the answer stands. */
export const settleSurely = (
  turn: Turn,
  chosen: readonly string[],
  key: string,
  detail: string,
): Promise<Outcome> => settleGroup(turn, chosenIn(turn, chosen, key), detail, true);

const settleGroup = async (
  turn: Turn,
  meantBy: readonly Candidate[],
  said: string,
  isSure = false,
): Promise<Outcome> => {
  const found = meantBy.map((candidate) => asGranted(candidate, said));
  const [first] = found;
  if (!first)
    return { act: 'settle', reply: turn.words.say('replies/nothing_new', { now: turn.now }), question: null };
  const { reply } = first;
  if (reply.act === 'categorised') return settleCategory(turn, first, said);
  if (reply.act === 'each_persuaded') return persuadeEach(turn, first, said);
  const apart = reply.act === 'carer_named' ? phoneApart(said) : null;
  if (apart?.phone) return settleCarer(turn, found, apart.text, apart.phone);
  const detail = readDetail(turn, first, said);
  if (!isComplete(reply, detail) || namesNobody(first, detail, turn)) return askDetail(turn, found);
  for (const candidate of found) {
    const contradicted = await againstLedger(turn, candidate, isSure);
    if (contradicted) return contradicted;
  }
  if (reply.act === 'all_present') return allPresent(turn, found);
  if (found.some(({ reply }) => isOfPupils(reply))) return settlePupils(turn, found, detail);
  const told = reply.keeps ? { ...turn, text: [reply.label, detail].filter(Boolean).join('：') } : turn;
  const streams = [...byStream(turn, found)];
  for (const [stream] of streams) holdStream(turn.tx, stream);
  const settledIn = await Promise.all(streams.map(([stream, here]) => settleIn(told, stream, here, detail)));
  const lines = settledIn.flatMap((one) => one.lines);
  const refusals = settledIn.flatMap((one) => one.refusals);
  const next = settledIn.flatMap((one) => one.next);
  const visits = settledIn.flatMap((one) => one.visits);
  const duties = settledIn.flatMap((one) => one.duties);
  const refusal = refusals.length > 0 ? sayWanting(turn, refusals.join('\n')) : null;
  if (refusal && lines.length === 0 && next.length === 0)
    return { act: 'settle', reply: refusal, question: null };
  const settled = turn.words.say('replies/settled', {
    values: { label: reply.label },
    lines: [...new Set(lines)],
    next: [...notedOf(turn, first, detail), ...next, ...(refusal ? [refusal] : [])],
    now: turn.now,
  });
  const asked = askChildren(turn, visits, duties);
  return {
    act: 'settle',
    reply: [settled, asked?.text].filter(Boolean).join('\n'),
    question: asked?.question ?? null,
    ...(reply.keeps ? { kept: told.text } : {}),
  };
};

/** "4 表姨刘珍，电话13800000000": the number is kept apart. */
const settleCarer = async (
  turn: Turn,
  found: readonly Candidate[],
  said: string,
  phone: string,
): Promise<Outcome> => {
  const kept = withoutNumbers(turn.text);
  const outcome = await settleGroup({ ...turn, text: kept }, found, said);
  for (const candidate of found) {
    const carer = readDetail(turn, candidate, said) || candidate.reply.label;
    const { student } = candidate.duty.about;
    if (student) await keepCarersPhone(turn, student, { carer, phone });
  }
  return { ...outcome, kept };
};

interface Settled {
  lines: string[];
  /** Why the facts of some were not taken. */
  refusals: string[];
  /** What is to be done next. */
  next: string[];
  visits: Extract<FactBody, { kind: 'visit' }>[];
  /** As they stand now. */
  duties: readonly Duty[];
}

/** Settles what one reply settles in one stream; several streams are asked for and written together. */
const settleIn = async (
  turn: Turn,
  stream: string,
  here: readonly Candidate[],
  detail: string,
): Promise<Settled> => {
  const refused: Candidate[] = [];
  const refusals: string[] = [];
  const next: string[] = [];
  const visits: Settled['visits'] = [];
  const world = worldFor(turn, stream);
  // One fact may settle several duties; it is told once per subject.
  const one = distinct(here).flatMap(([candidate]) => (candidate ? [candidate] : []));
  const facts: { candidate: Candidate; about: Subject; body: FactBody }[] = [];
  for (const candidate of one) {
    const id = candidate.duty.about.student ?? '';
    // What is about a class or a place has no file to read.
    const file = (id ? await fileOf(turn.tx, id) : null) ?? emptyFile(id);
    for (const told of factOf(candidate, detail, world, file)) {
      const body = told.kind === 'visit' ? withNotes(turn, told, detail, one.length === 1) : told;
      facts.push({ candidate, about: aboutOf(body, candidate), body });
    }
  }
  const subjects = [...facts, ...here.map(({ duty }) => duty)].map(({ about }) =>
    turn.directory.classOf(about),
  );
  const classes = [...new Set(subjects.flatMap((id) => id ?? []))];
  const pupils = [...facts, ...here.map(({ duty }) => duty)].flatMap(({ about }) => about.student ?? []);
  const factsOf = (state: SchoolState) => {
    for (const candidate of one) {
      const student = turn.directory.students.get(candidate.duty.about.student ?? '');
      if (!student) continue;
      const own = facts.flatMap((fact) => (fact.candidate === candidate ? [fact.body] : []));
      const refusal: Refusal | null =
        own.length > 0
          ? refusalIn(turn, state, student, own)
          : refusalOfNothing(
              candidate.reply.act,
              state.files.find((file) => file.student === student.id) ?? emptyFile(student.id),
            );
      if (!refusal) continue;
      refused.push(candidate);
      refusals.push(sayRefusal(turn, student, refusal));
    }
    return facts.filter(({ candidate }) => !refused.includes(candidate));
  };
  const recorded = await record(turn, stream, classes, factsOf, { pupils });
  for (const { body, candidate } of facts) {
    if (body.kind === 'visit' && !refused.includes(candidate)) visits.push(body);
    if (!refused.includes(candidate)) next.push(...afterwards(turn, body, recorded.file));
  }
  const live = new Set(recorded.duties().flatMap((duty) => (isLive(duty) ? [duty.id] : [])));
  const goesOn = ({ duty, reply }: Candidate): boolean => OF_SEVERAL.has(reply.act) && live.has(duty.id);
  for (const candidate of one) {
    if (refused.includes(candidate)) continue;
    const file = recorded.file(candidate.duty.about.student ?? '');
    next.push(...withheldLine(turn, candidate, file));
    if (goesOn(candidate)) next.push(...progressLines(turn, candidate, file));
  }
  // An earlier day's duty that the fact has not settled is not said to be settled.
  const settled = here.filter(
    (candidate) =>
      !refused.includes(candidate) &&
      !goesOn(candidate) &&
      (one.includes(candidate) || !live.has(candidate.duty.id)),
  );
  const lines = settled.map(({ duty, bound }) =>
    phrase(turn, 'duty_settled', { subject: subjectOf(duty, world), title: bound.duty.title }),
  );
  return { lines, refusals, next, visits, duties: recorded.duties() };
};

/** Of a ticket and of a paper the number alone is recorded, and not the words that lead to it: "编号20260917". */
const NUMBERS: Partial<Record<Reply['act'], (text: string) => NumberTold | null>> = {
  ticket: ticketIn,
  ticket_confirmed: ticketIn,
  paper_sent: documentIn,
};

/** What of a message is the detail: the code of a numbered answer, a number, the day of a date, words that name a place, else its words. */
const readDetail = ({ now, directory }: Turn, { reply, duty }: Candidate, said: string): string => {
  if (choicesOf(reply).length > 0) return choiceIn(reply, said) ?? '';
  if (reply.needs === 'date') return daysIn(said, now)[0]?.day ?? '';
  if (reply.needs === 'place') {
    const pupil = directory.students.get(duty.about.student ?? '');
    return pupil && whereAnswered(said, pupil, directory) ? said : '';
  }
  return NUMBERS[reply.act]?.(said)?.number ?? keptOf(reply, said);
};

/** The numbers or words of the three categories; asked for with the list where they have not come or fit nothing. */
const settleCategory = async (turn: Turn, { duty }: Candidate, said: string): Promise<Outcome> => {
  const { id = '', name = '' } = turn.directory.students.get(duty.about.student ?? '') ?? {};
  const told = await sortAsAsked(
    { ...turn, text: said },
    { kind: 'category', student: id, told: {}, until: 0 },
  );
  return told ?? askCategory(turn, { id, name }, {}, said === '' ? [] : [said]);
};

const isOfPupils = ({ act }: Candidate['reply']): boolean => act === 'pupils' || act === 'no_pupils';

/** What is told pupil by pupil, duty by duty; the others of the same answer beside it. */
const settlePupils = async (turn: Turn, found: readonly Candidate[], detail: string): Promise<Outcome> => {
  // Villages answer one stream, the district's, after those of the schools.
  for (const { duty } of found) holdStream(turn.tx, turn.directory.streamOf(duty.about));
  const others = found.filter(({ reply }) => !isOfPupils(reply));
  const outcomes = others.length > 0 ? [await settleGroup(turn, others, detail)] : [];
  for (const { duty, bound, reply } of found)
    if (isOfPupils(reply))
      outcomes.push(await answerDuty(turn, duty, bound, reply.act === 'no_pupils' ? null : detail));
  const replies = outcomes.map(({ reply }) => reply).filter(Boolean);
  return { act: 'settle', reply: replies.join('\n'), question: null };
};

/** A reply names pupils whom nobody knows there: nothing is settled by a misspelt name. */
const namesNobody = ({ reply, duty }: Candidate, detail: string, { directory }: Turn): boolean =>
  reply.act === 'except' && pupilsNamed(detail, duty, { directory }).length === 0;

/** The answer about one pupil of a list; null when its duty is over. */
export const settleEach = async (
  turn: Turn,
  { duties, key }: Extract<Question, { kind: 'detail' }>,
  student: string,
  said: string,
): Promise<Outcome | null> => {
  const duty = turn.duties.find(({ id }) => duties.includes(id));
  const bound = duty && turn.policy.named.get(duty.name);
  const reply = bound?.duty.replies?.find((item) => item.key === key);
  return duty && bound && reply ? persuadeEach(turn, { duty, bound, reply }, said, student) : null;
};

/**
 * The number of a reply once more, in place of what it needs: the act is settled and what is missing is said, or, where
 * the clause demands it, nothing is; from the second time on with a way out. Null when none of the duties is live any more.
 */
export const settleBare = async (
  turn: Turn,
  question: Extract<Question, { kind: 'detail' }>,
): Promise<Outcome | null> => {
  const { duties, key, needs } = question;
  const asked = turn.duties.filter(({ id }) => duties.includes(id));
  const replies = asked.flatMap(
    (duty) => repliesOf(turn.policy, duty).find((item) => item.key === key) ?? [],
  );
  const [reply] = replies;
  if (!reply) return null;
  if (replies.every(mayStayUnfilled)) return settleChosen(turn, duties, key, UNFILLED);
  const repeated = question.repeated + 1;
  const needed = phrase(turn, `needs_${needs}`, { choices: reply.keeps?.join('、') });
  const lines = [
    phrase(turn, reply.act.startsWith('ticket') ? 'demanded_ticket' : 'demanded', { needs: needed, key }),
    ...(repeated > 1 ? [phrase(turn, 'way_out')] : []),
  ];
  return { act: 'refused', reply: lines.join('\n'), question: { ...question, repeated } };
};

const aboutOf = (body: FactBody, { duty }: Candidate): Subject =>
  'student' in body ? { student: body.student } : duty.about;

const byStream = (turn: Turn, found: readonly Candidate[]): Map<string, Candidate[]> => {
  const groups = new Map<string, Candidate[]>();
  for (const item of found) {
    const stream = turn.directory.streamOf(item.duty.about);
    groups.set(stream, [...(groups.get(stream) ?? []), item]);
  }
  return groups;
};
