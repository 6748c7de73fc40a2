import { dayOf } from '../../../domain/calendar/time.ts';
import type { Question } from '../../../domain/conversation/question.ts';
import { candidates, readShortReply, spokeAt } from '../../../domain/conversation/settling.ts';
import { type Duty, isLive, isOver } from '../../../domain/duties/duty.ts';
import { itemFor, subjectOf } from '../../../domain/notices/item.ts';
import { repliesOf, titleOf } from '../../../domain/policy/policy.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';
import { familyWords } from './family-words.ts';
import { settleChosen } from './settle.ts';

/** More than this fits on no screen. */
const MOST_LINES = 15;

/** What the speaker has to do, numbered. A number straight after it opens that one and settles nothing (see `openNumbered`). */
export const todo = async (turn: Turn): Promise<Outcome> => {
  const live = turn.duties
    .filter((duty) => isLive(duty) && !isOver(duty, dayOf(turn.now)))
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .slice(0, MOST_LINES);
  if (live.length === 0)
    return { act: 'query', reply: turn.words.say('replies/todo_none', { now: turn.now }) };
  const familySaid = await familyWords(turn, live);
  const lines = live.map((duty) => {
    const subject = subjectOf(duty, worldFor(turn, turn.directory.streamOf(duty.about)));
    const title = titleOf(turn.policy, duty);
    const line = phrase(turn, 'duty_line', { subject, title, late: duty.dueAt < turn.now, due: duty.dueAt });
    return `${line}${familySaid(duty)}`;
  });
  return {
    act: 'query',
    reply: turn.words.say('replies/todo', { lines, now: turn.now }),
    question: { kind: 'todo', duties: live.map(({ id }) => id), since: turn.now, until: endOfDay(turn) },
  };
};

const NUMBER = /^第?(\d{1,2})(?:件|个|项|条)?[。.、!！]?$/;

/**
 * A number of the list: the duty is shown with its own numbers. "4 都已享受" answers the fourth at once, where its words are a
 * reply to it. Null for anything else, and where a duty that offers this number has spoken since the list.
 */
export const openNumbered = async (
  turn: Turn,
  { duties, since }: Extract<Question, { kind: 'todo' }>,
): Promise<Outcome | null> => {
  const text = turn.text.trim();
  const short = readShortReply(text);
  const number = NUMBER.exec(text)?.[1] ?? short?.key;
  if (!number || hasSpokenSince(turn, number, since)) return null;
  const id = duties[Number(number) - 1];
  if (!id) {
    // "2 理由……" where one thing is listed is that one's own number.
    const [only, other] = turn.duties.filter((item) => duties.includes(item.id) && isLive(item));
    const own = only && !other && short?.detail ? await settleOpen(turn, only) : null;
    if (own) return own;
    const reply = phrase(turn, 'todo_number', { count: duties.length });
    return { act: 'query', reply };
  }
  const duty = turn.duties.find((item) => item.id === id);
  if (!duty || !isLive(duty))
    return { act: 'query', reply: turn.words.say('replies/nothing_new', { now: turn.now }) };
  const answered = short?.detail ? await settleOpen({ ...turn, text: short.detail }, duty) : null;
  return answered ?? openDuty(turn, duty);
};

/** The answer to a duty that was opened: one of its numbers, or its words. Null for anything else. */
export const answerOpened = async (
  turn: Turn,
  { duty: id, others = [], since }: Extract<Question, { kind: 'opened' }>,
): Promise<Outcome | null> => {
  const duty = turn.duties.find((item) => item.id === id);
  const key = readShortReply(turn.text)?.key;
  if (!duty || (key && hasSpokenSince(turn, key, since))) return null;
  return settleOpen(turn, duty, others);
};

const settleOpen = async (
  turn: Turn,
  duty: Duty,
  others: readonly string[] = [],
): Promise<Outcome | null> => {
  const ids = [duty.id, ...others];
  const short = readShortReply(turn.text);
  if (short)
    return repliesOf(turn.policy, duty).some(({ key }) => key === short.key)
      ? settleChosen(turn, ids, short.key, short.detail)
      : null;
  const { found, detail } = candidates([duty], turn.text, turn.policy.named, dayOf(turn.now));
  return found[0] ? settleChosen(turn, ids, found[0].reply.key, detail) : null;
};

/** A duty shown with its own numbers, one of which the next message may be. */
export const openDuty = (turn: Turn, duty: Duty): Outcome => {
  const bound = turn.policy.named.get(duty.name);
  if (!bound) throw new Error(`no rule ${duty.name}`);
  const item = itemFor(bound, duty, worldFor(turn, turn.directory.streamOf(duty.about)));
  const options = repliesOf(turn.policy, duty).map(({ key, label }) => ({ key, label }));
  return {
    act: 'query',
    reply: turn.words.say('replies/todo_item', {
      items: [item],
      options,
      values: { late: duty.dueAt < turn.now },
      now: turn.now,
    }),
    question: { kind: 'opened', duty: duty.id, since: turn.now, until: endOfDay(turn) },
    offers: { options, duties: [duty.id] },
  };
};

/** The same of several duties of one kind at once: which of their replies holds of all of them. */
export const openTogether = (turn: Turn, duties: readonly [Duty, ...Duty[]], question: string): Outcome => {
  const [first, ...others] = duties;
  const options = repliesOf(turn.policy, first).map(({ key, label }) => ({ key, label }));
  return {
    act: 'query',
    reply: sayAsks(
      turn,
      question,
      options.map(({ label }) => label),
    ),
    question: {
      ...{ kind: 'opened', duty: first.id, others: others.map(({ id }) => id) },
      ...{ since: turn.now, until: endOfDay(turn) },
    },
    offers: { options, duties: duties.map(({ id }) => id) },
  };
};

/** Whether something that offers this number has spoken since: then the number is meant for that. */
const hasSpokenSince = (turn: Turn, key: string, since: number): boolean =>
  turn.duties.some(
    (duty) =>
      isLive(duty) &&
      spokeAt(duty) > since &&
      repliesOf(turn.policy, duty).some((reply) => reply.key === key),
  );
