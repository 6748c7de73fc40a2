import { at, dayOf } from '../../domain/calendar/time.ts';
import { type Duty, isLive, isOver } from '../../domain/duties/duty.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import { subjectOf } from '../../domain/notices/item.ts';
import { unitNamed } from '../../domain/people/roles.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn, worldFor } from '../turn.ts';

const HAND_OVER =
  /^(?:这件事?|这个|此事)?(?:转给|交给|转交给?|改由)([\u4e00-\u9fa5·]{2,8}?)(?:办理?|负责|处理|来办)?[。!！]?$/;
const CANNOT = /^(?:这件事?|这个)?(?:办不了|办不到|做不了|没法办|无法办理)[，,。：:；;\s]*([\s\S]*)$/;

/** What is said of one duty without its number: to whom it goes, or why it cannot be done. */
export interface HandedOn {
  outcome: 'handed_over' | 'cannot';
  to: string | null;
  detail: string | null;
}

/** "转给李老师", "办不了，村里没有这户": about what the speaker has to do; null when the message is neither. */
export const handOn = async (turn: Turn): Promise<Outcome | null> => {
  const name = HAND_OVER.exec(turn.text)?.[1];
  const cannot = CANNOT.exec(turn.text);
  if (!name && !cannot) return null;
  const waiting = candidatesOf(turn, name ? 'handed_over' : 'cannot');
  if (waiting.length === 0) return null;
  if (name) {
    const to = colleague(turn, name, waiting);
    if (to === null) return refused(phrase(turn, 'hand_unknown', { name }));
    return choose(turn, waiting, { outcome: 'handed_over', to, detail: null });
  }
  const why = cannot?.[1]?.trim() ?? '';
  if (why.length < 2) return refused(phrase(turn, 'cannot_why'));
  return choose(turn, waiting, { outcome: 'cannot', to: null, detail: why });
};

/** What waits for the speaker; of a reminder that is tapped or quoted, what it names. A pupil's clocks end by what is done, not by words. */
const candidatesOf = ({ duties, tapped, quote, now, policy }: Turn, outcome: HandedOn['outcome']): Duty[] => {
  const live = duties.filter(
    (duty) =>
      isLive(duty) &&
      !isOver(duty, dayOf(now)) &&
      (outcome === 'handed_over' || !duty.about.student || duty.asked !== null),
  );
  const meant = tapped
    ? live.filter(({ id }) => tapped.duties.includes(id))
    : live.filter(({ name }) => quote?.includes(policy.named.get(name)?.duty.title ?? '\n'));
  return meant.length > 0 ? meant : live;
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
  return found.length === 1 ? (found[0]?.id ?? null) : null;
};

const refused = (text: string): Outcome => ({ act: 'refused', reply: text, question: null });

const choose = async (turn: Turn, waiting: readonly Duty[], handed: HandedOn): Promise<Outcome> => {
  const [only] = waiting;
  if (waiting.length === 1 && only) return handOne(turn, only, handed);
  const shown = waiting.toSorted((a, b) => a.dueAt - b.dueAt).slice(0, 9);
  const options = shown.map((duty) => described(turn, duty));
  const none = phrase(turn, 'none_of_them');
  const values = { question: phrase(turn, 'ask_which_duty', { count: waiting.length }), none };
  return {
    act: 'settle',
    reply: turn.words.say('replies/asks', { values, lines: options, now: turn.now }),
    question: {
      kind: 'hand_on',
      ...handed,
      duties: shown.map(({ id }) => id),
      options,
      none,
      until: at(dayOf(turn.now), '24:00'),
    },
  };
};

/** Records what was said of one duty and says what happens now. */
export const handOne = async (turn: Turn, duty: Duty, handed: HandedOn): Promise<Outcome> => {
  const stream = turn.directory.streamOf(duty.about);
  const classId = duty.about.class ?? turn.directory.students.get(duty.about.student ?? '')?.class;
  const body: FactBody = { kind: 'duty_report', duty: duty.id, ...handed };
  await record(turn, stream, classId ? [classId] : [], () => [{ about: duty.about, body }]);
  const values = {
    what: described(turn, duty),
    to: handed.to && turn.directory.nameOf(handed.to),
    why: handed.detail,
  };
  return {
    act: 'settle',
    reply: phrase(turn, handed.outcome === 'handed_over' ? 'handed_over' : 'cannot_noted', values),
    question: null,
  };
};

const described = (turn: Turn, duty: Duty): string =>
  `${subjectOf(duty, worldFor(turn, turn.directory.streamOf(duty.about)))}：${turn.policy.named.get(duty.name)?.duty.title ?? duty.rule}`;
