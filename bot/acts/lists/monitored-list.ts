import { at, dayOf } from '../../../domain/calendar/time.ts';
import { listDays, type MonitoredChild, monitoredList } from '../../../domain/comparison/monitored-list.ts';
import { occasionOf } from '../../../domain/duties/plan.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee } from '../../../domain/people/access.ts';
import { keepLook, stagesAt } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

/** Whose opening tells both offices of the list. */
const MONTHLY = 'A-RUR-SHARE/monthly';

const ASKED =
  /^(?:看看?|查看?|要|取|发|发我|给我|导出)?(?:一下)?(?:三类)?监测对象(?:子女)?(?:辍学)?名单(?:发我|发给我|给我)?[。?？!！]*$/;

/**
 * "监测对象名单" (A-RUR-SHARE): the month's list as a file, to whoever may see flag and status of these children (policy.md
 * §5.1), with a look at each on record (§5.2.4). Null for whoever speaks for no office of the district.
 */
export const monitoredChildren = async (turn: Turn): Promise<Outcome | null> => {
  const { speaker, directory, now } = turn;
  if (!speaker.district || !ASKED.test(turn.text)) return null;
  const days = daysOf(turn);
  const seen = directory.parts.students.filter((student) => {
    const about = aboutPupil(student, directory);
    return about.isMonitored && maySee(speaker.viewer, 'monitored', about);
  });
  const ids = seen.map(({ id }) => id);
  const before = await stagesAt(turn.tx, ids, at(days.before, '00:00'));
  const children = monitoredList(before, await stagesAt(turn.tx, ids, at(days.on, '00:00')));
  const answers = turn.duties.some(({ name }) => name === MONTHLY);
  const values = { ...days, answers, ...counted(children) };
  if (children.length === 0)
    return { act: 'query', reply: phrase(turn, 'monitored_none', values), question: null };
  const purpose = phrase(turn, 'monitored_look');
  const { person, role } = speaker;
  for (const { student } of children)
    await keepLook(turn.tx, { viewer: person, role, student, purpose }, now);
  return {
    act: 'file',
    reply: phrase(turn, 'monitored_given', values),
    question: null,
    file: { is: 'monitored', ...days, reader: person, asked: now },
  };
};

/** The days of the list and of the one before, by the day of the month on which the rule begins. */
const daysOf = ({ policy, now }: Turn): ReturnType<typeof listDays> => {
  const opens = policy.named.get(MONTHLY)?.duty.opens;
  const occasion = typeof opens === 'object' && 'on' in opens ? occasionOf(opens.on, policy.settings) : null;
  const month = occasion && 'month' in occasion ? occasion.month : 1;
  return listDays(dayOf(now), month === 'last' ? 1 : month);
};

const counted = (children: readonly MonitoredChild[]) => {
  const of = (...changes: MonitoredChild['change'][]): number =>
    children.filter(({ change }) => changes.includes(change)).length;
  return {
    open: of('new', 'moved', 'same'),
    ...{ fresh: of('new'), moved: of('moved'), returned: of('returned'), ended: of('ended') },
  };
};
