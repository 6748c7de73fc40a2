import { addDays, type Day, dayOf, weekday } from '../../domain/calendar/time.ts';
import { keepCover } from '../../prisma/stores/answer-store.ts';
import { type Outcome, type Turn, worldFor } from '../turn.ts';

/** "我明天请假，李老师代班", "本人请假到周五 由李老师代": a teacher's own leave, never a pupil's. */
const OWN_LEAVE = /^(?:我|本人)(?:自己)?(.{0,12}?)(?:请假|出差|外出|学习|生病)(.{0,16})/;
const DEPUTY =
  /(?:由|请|让)?([\u4e00-\u9fa5]{1,4}(?:老师|主任|校长)|[\u4e00-\u9fa5]{2,4})(?:代班|代课|代管|顶班|代替|代)/;

/** Records who stands in while a teacher is away, so that duties reach somebody (P1.2-POST, AMB-47); null when it is no such message. */
export const ownLeave = async (turn: Turn): Promise<Outcome | null> => {
  const match = OWN_LEAVE.exec(turn.text);
  const school = turn.speaker.schools[0] ?? turn.directory.classes.get(turn.speaker.classes[0] ?? '')?.school;
  if (!match || !school) return null;
  const { from, until } = span(turn, `${match[1] ?? ''}${match[2] ?? ''}`, school);
  const named = DEPUTY.exec(turn.text)?.[1];
  const deputy = named ? colleague(turn, named, school) : null;
  if (named && !deputy)
    return {
      act: 'cover',
      reply: turn.words.say('replies/unknown_deputy', { values: { name: named }, now: turn.now }),
    };
  await keepCover(turn.tx, { person: turn.speaker.person, deputy, from, until });
  const values = { from, until, deputy: deputy ? turn.directory.nameOf(deputy) : null };
  return {
    act: 'command',
    reply: turn.words.say('replies/cover', { values, now: turn.now }),
    question: null,
  };
};

/** From which to which day; a day that is not told is today alone. */
const span = (turn: Turn, words: string, school: string): { from: Day; until: Day } => {
  const { calendar } = worldFor(turn, school);
  const today = dayOf(turn.now);
  const from = words.includes('明天')
    ? addDays(today, 1)
    : words.includes('后天')
      ? addDays(today, 2)
      : today;
  const count = /([一二两三四五六七八九十\d]+)天/.exec(words)?.[1];
  if (count)
    return { from, until: calendar.addSchoolDays(from, days(count) - 1) ?? addDays(from, days(count) - 1) };
  const until = /到(?:这)?(?:周|星期)([一二三四五六日天])/.exec(words)?.[1];
  if (!until) return { from, until: from };
  const target = '一二三四五六日'.indexOf(until.replace('天', '日')) + 1;
  return { from, until: addDays(from, (target - weekday(from) + 7) % 7) };
};

const days = (text: string): number => {
  if (/^\d+$/.test(text)) return Math.max(1, Number(text));
  return Math.max(1, '零一二三四五六七八九十'.indexOf(text.replace('两', '二')));
};

/** Somebody of the same school by name, when only one bears it. */
const colleague = (turn: Turn, name: string, school: string): string | null => {
  const { directory } = turn;
  const units = new Set([school, ...directory.classesOf(school).map(({ id }) => id)]);
  const staff = new Set(
    directory.parts.posts.flatMap(({ unit, person }) => (unit !== null && units.has(unit) ? [person] : [])),
  );
  const found = [...staff].filter(
    (person) => person !== turn.speaker.person && directory.nameOf(person) === name,
  );
  return found.length === 1 ? (found[0] ?? null) : null;
};
