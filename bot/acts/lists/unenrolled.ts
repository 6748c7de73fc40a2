import { dayOf } from '../../../domain/calendar/time.ts';
import { Directory, type Student } from '../../../domain/people/directory.ts';
import { foundChildId } from '../../../domain/people/found-child.ts';
import { keepChild } from '../../../prisma/stores/answer-store.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';

const FOUND =
  /(?:登记|发现|摸排到)(?:一名|1名)?失学(?:儿童|少年)[：:\s]*([\u4e00-\u9fa5·]{2,6}?)(?=[，,。\s]|$)/;

/** T10: a township finds a school-age child without a school; the ledger row opens the same day. Null when it is no such message. */
export const foundUnenrolled = async (turn: Turn): Promise<Outcome | null> => {
  const name = FOUND.exec(turn.text)?.[1];
  const [township] = turn.speaker.townships;
  if (!name || !township) return null;
  const school = turn.directory.parts.schools.find((item) => item.township === township);
  if (!school) return null;
  const id = foundChildId(turn.message);
  const child: Student = {
    id,
    name,
    class: null,
    school: school.id,
    household: township,
    flags: [],
    guardians: [],
  };
  await keepChild(turn.tx, child);
  const { parts } = turn.directory;
  const directory = new Directory({ ...parts, students: [...parts.students, child] });
  await record({ ...turn, directory }, school.id, [], () => [
    { about: { student: id }, body: { kind: 'not_enrolled', student: id, day: dayOf(turn.now) } },
  ]);
  const values = {
    name,
    township: turn.directory.townships.get(township)?.name ?? '',
    gap: turn.policy.settings['contact.max_gap_days'],
  };
  return {
    act: 'command',
    reply: turn.words.say('replies/unenrolled', { values, now: turn.now }),
    question: null,
  };
};
