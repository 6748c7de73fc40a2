import { dayOf } from '../../../domain/calendar/time.ts';
import { onePupil } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { hasAsked } from '../../../domain/conversation/settling.ts';
import { declinedAs, isOfCalendar } from '../../../domain/duties/declining.ts';
import { type Duty, isLive, isOver } from '../../../domain/duties/duty.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { subjectOf } from '../../../domain/notices/item.ts';
import { unitNamed } from '../../../domain/people/roles.ts';
import { titleOf } from '../../../domain/policy/policy.ts';
import { endOfDay, refused, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../../turn.ts';
import { colleagueCalled } from './colleagues.ts';

const HAND_OVER =
  /^(?:这件事?|这个|此事)?(?:转给|交给|转交给?|改由)([\u4e00-\u9fa5·]{2,8}?)(?:办理?|负责|处理|来办)?[。!！]?$/;
/** "马建平的事交给徐老师": all that waits about one child. */
const CHILD_OVER =
  /^(?:我)?(?:把|将)?[\u4e00-\u9fa5·]{2,5}?(?:同学|这(?:个)?(?:孩子|娃))?的?(?:事情?|工作|案子|任务|情况)?(?:都|就|先|以后|全部?)*(?:转给|交给|转交给?|移交给?|改由)([\u4e00-\u9fa5·]{2,8}?)(?:来|去)?(?:办理?|负责|处理|跟进|跟|管|盯)?(?:了|吧)?[。!！]?$/u;
const CANNOT = /^(?:这件事?|这个)?(?:办不了|办不到|做不了|没法办|无法办理)[，,。：:；;\s]*([\s\S]*)$/;
const NOT_APPLICABLE = /^(?:这件?事?|这个|此事)?不适用[，,。：:；;\s]*([\s\S]*)$/;

/** What is said of one duty without its number: to whom it goes, or why it cannot be done or does not apply. */
export interface HandedOn {
  outcome: 'handed_over' | 'cannot' | 'not_applicable';
  to: string | null;
  detail: string | null;
}

/** "转给李老师", "办不了，村里没有这户", "不适用，本校没有初中": about what the speaker has to do; null when the message is none of them. */
export const handOn = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const handed = await handChild(turn, rosters);
  if (handed) return handed;
  const said = read(turn.text);
  if (!said) return null;
  const pointed = pointedAt(turn);
  if (pointed?.length === 0) return refused(phrase(turn, 'quote_over'));
  const waiting = candidatesOf(turn, pointed, said.outcome);
  if (waiting.length === 0) return pointed ? refused(phrase(turn, 'not_applicable_never')) : null;
  if (said.outcome === 'handed_over') {
    const to = colleague(turn, said.words, waiting);
    if (to === null) return refused(phrase(turn, 'hand_unknown', { name: said.words }));
    return choose(turn, waiting, { outcome: 'handed_over', to, detail: null });
  }
  if (said.words.length < 2) return refused(phrase(turn, `${said.outcome}_why`));
  return choose(turn, waiting, { outcome: said.outcome, to: null, detail: said.words });
};

/** What waits about the one child that is named goes to a colleague, all of it; null when nothing does. */
const handChild = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const called = CHILD_OVER.exec(turn.text)?.[1];
  const student = called ? onePupil(turn.text, rosters) : null;
  const waiting = student ? liveOf(turn).filter(({ about }) => about.student === student.id) : [];
  if (!called || waiting.length === 0) return null;
  const to = colleague(turn, called, waiting);
  if (to === null) return refused(phrase(turn, 'hand_unknown', { name: called }));
  const replies: (string | null)[] = [];
  for (const duty of waiting)
    replies.push((await handOne(turn, duty, { outcome: 'handed_over', to, detail: null })).reply);
  return { act: 'settle', reply: replies.filter(Boolean).join('\n'), question: null };
};

const read = (text: string): { outcome: HandedOn['outcome']; words: string } | null => {
  const name = HAND_OVER.exec(text)?.[1];
  if (name) return { outcome: 'handed_over', words: name };
  const cannot = CANNOT.exec(text);
  if (cannot) return { outcome: 'cannot', words: cannot[1]?.trim() ?? '' };
  const idle = NOT_APPLICABLE.exec(text);
  return idle ? { outcome: 'not_applicable', words: idle[1]?.trim() ?? '' } : null;
};

/** The live duties of the reminder that is tapped or quoted, and no others: none when it names nothing any more, null when nothing is pointed at. */
const pointedAt = (turn: Turn): Duty[] | null => {
  const { tapped, quote } = turn;
  const live = liveOf(turn);
  if (tapped) return live.filter(({ id }) => tapped.duties.includes(id));
  if (!quote) return null;
  const titled = live.filter((duty) => isNamedIn(quote, duty, turn));
  // Two classes or townships of one person have duties of the same title.
  const own = titled.filter((duty) => quote.includes(subjectIn(turn, duty)));
  return own.length > 0 ? own : titled;
};

/** A pupil's duty is meant only where its pupil, or the number of what was asked, stands beside its title. */
const isNamedIn = (quote: string, { name, about, asked }: Duty, { policy, directory }: Turn): boolean => {
  const title = policy.named.get(name)?.duty.title;
  if (!title || !quote.includes(title)) return false;
  if (!about.student) return true;
  if (asked) return quote.includes(asked.number) || quote.includes(asked.shows);
  const pupil = directory.students.get(about.student)?.name;
  return pupil !== undefined && quote.includes(pupil);
};

const liveOf = ({ duties, now }: Turn): Duty[] =>
  duties.filter((duty) => isLive(duty) && !isOver(duty, dayOf(now)));

/** What waits for the speaker; where nothing is pointed at, only what the speaker has been asked for. */
const candidatesOf = (
  turn: Turn,
  pointed: readonly Duty[] | null,
  outcome: HandedOn['outcome'],
): readonly Duty[] => {
  const meant = pointed ?? liveOf(turn);
  if (outcome === 'handed_over') return meant;
  return meant.filter((duty) => {
    const bound = turn.policy.named.get(duty.name);
    if (!bound || (outcome === 'not_applicable' && !isOfCalendar(bound.duty))) return false;
    return pointed !== null || hasAsked(duty, bound);
  });
};

/** Somebody of that name who holds a post where the duty belongs, when there is only one. */
const colleague = (turn: Turn, name: string, duties: readonly Duty[]): string | null => {
  const { directory, speaker, now } = turn;
  const own = new Set([...speaker.schools, ...speaker.townships, ...speaker.villages]);
  for (const id of speaker.classes) own.add(directory.classes.get(id)?.school ?? id);
  for (const { about } of duties) if (about.township) own.add(about.township);
  if (speaker.district) own.add(directory.parts.district.id);
  const belongs = (unit: string | null): boolean =>
    unit !== null && (own.has(unit) || own.has(directory.classes.get(unit)?.school ?? ''));
  const found = directory.parts.people.filter(
    (person) =>
      person.name === name &&
      person.id !== speaker.person &&
      directory
        .postsOf(person.id, dayOf(now))
        .some(({ unit, office }) => belongs(unit) && unitNamed(office ?? '') === speaker.unit),
  );
  return found.length === 1
    ? (found[0]?.id ?? null)
    : found.length === 0
      ? colleagueCalled(turn, name)
      : null;
};

const choose = async (turn: Turn, waiting: readonly Duty[], handed: HandedOn): Promise<Outcome> => {
  const [only] = waiting;
  if (waiting.length === 1 && only) return handOne(turn, only, handed);
  const shown = waiting.toSorted((a, b) => a.dueAt - b.dueAt).slice(0, 9);
  const options = shown.map((duty) => described(turn, duty));
  const none = phrase(turn, 'none_of_them');
  const question = phrase(turn, 'ask_which_duty', { count: waiting.length });
  return {
    act: 'settle',
    reply: sayAsks(turn, question, options, none),
    question: {
      kind: 'hand_on',
      ...handed,
      duties: shown.map(({ id }) => id),
      options,
      none,
      until: endOfDay(turn),
    },
  };
};

/** Records what was said of one duty and says what happens now. */
export const handOne = async (turn: Turn, duty: Duty, handed: HandedOn): Promise<Outcome> => {
  const stream = turn.directory.streamOf(duty.about);
  const classId = turn.directory.classOf(duty.about);
  const rule = turn.policy.named.get(duty.name)?.duty;
  const outcome = handed.outcome === 'cannot' && rule ? declinedAs(rule, duty) : handed.outcome;
  const body: FactBody = { kind: 'duty_report', duty: duty.id, ...handed, outcome };
  await record(turn, stream, classId ? [classId] : [], () => [{ about: duty.about, body }]);
  const values = {
    what: described(turn, duty),
    to: handed.to && turn.directory.nameOf(handed.to),
    why: handed.detail,
  };
  return {
    act: 'settle',
    reply: phrase(turn, outcome === 'handed_over' ? 'handed_over' : `${outcome}_noted`, values),
    question: null,
  };
};

const subjectIn = (turn: Turn, duty: Duty): string =>
  subjectOf(duty, worldFor(turn, turn.directory.streamOf(duty.about)));

const described = (turn: Turn, duty: Duty): string =>
  `${subjectIn(turn, duty)}：${titleOf(turn.policy, duty)}`;
