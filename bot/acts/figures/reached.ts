import { addDays, type Day, dayOf } from '../../../domain/calendar/time.ts';
import { namesIn } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { classesOf } from '../../../domain/conversation/speaker.ts';
import type { ToldGuardian } from '../../../domain/parents/reached.ts';
import type { Student } from '../../../domain/people/directory.ts';
import { guardiansTold } from '../../../prisma/stores/reach-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const ASKED =
  /(?:家长|爸爸?|妈妈?|父母|监护人|爷爷|奶奶|外公|外婆).{0,8}(?:收到|看到|看见|看|通知到|知道|接到|回话|回复|回信|读)(?:了|过)?(?:通知|消息|信息|短信)?(?:了|过)?(?:没有|没|吗|么|嘛|[?？])+$/u;

/** How far back one child's messages are looked up; a class is told of today. */
const DAYS_BACK = 7;
/** What fits on a phone. */
const MOST_SHOWN = 20;

/**
 * "家长收到了吗", "张伟的家长收到通知没有": whom the messages to guardians reached, of one child or of the class or
 * school today. What WeCom took is called that and no more: nobody is told who read what. Null for anything else.
 */
export const whoWasReached = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const { speaker, directory, now, words } = turn;
  const classes = classesOf(speaker, directory);
  if (classes.length === 0 || !ASKED.test(turn.text)) return null;
  const named = namesIn(turn.text, rosters).flatMap(({ bearers }) => bearers);
  const about = named.length > 0 ? named : classes.flatMap((id) => directory.studentsOf(id));
  const today = dayOf(now);
  const since: Day = named.length > 0 ? addDays(today, -DAYS_BACK) : today;
  const families = {
    students: about.map(({ id }) => id),
    guardians: about.flatMap(({ guardians }) => guardians),
  };
  const told = await guardiansTold(turn.tx, families, since);
  const lines = linesOf(turn, about, told);
  const values = {
    count: told.length,
    accepted: told.filter(({ state }) => state === 'accepted').length,
    answered: told.filter(({ answeredAt }) => answeredAt !== null).length,
    today: named.length === 0,
    more: Math.max(0, lines.length - MOST_SHOWN),
  };
  const reply = words.say('replies/reached', { values, lines: lines.slice(0, MOST_SHOWN), now });
  return { act: 'query', reply, question: null, brief: phrase(turn, 'brief_reached', values) };
};

/** One line a child, those first whom nobody has answered for. */
const linesOf = (turn: Turn, about: readonly Student[], told: readonly ToldGuardian[]): string[] =>
  about
    .map((student) => ({ student, told: told.filter((one) => one.student === student.id) }))
    .filter((one) => one.told.length > 0)
    .toSorted((a, b) => Number(isAnswered(a.told)) - Number(isAnswered(b.told)))
    .map(({ student, told: own }) =>
      phrase(turn, 'reached_line', {
        child: student.name,
        class: turn.directory.classes.get(student.class ?? '')?.name ?? '',
        guardians: own.map((one) => lineOf(turn, one)).join('；'),
      }),
    );

const isAnswered = (told: readonly ToldGuardian[]): boolean =>
  told.some(({ answeredAt }) => answeredAt !== null);

const lineOf = (turn: Turn, { guardian, state, at, answeredAt }: ToldGuardian): string =>
  phrase(turn, `reached_${state}`, { name: turn.directory.nameOf(guardian), at, answered: answeredAt });
