import { dayOf } from '../../../domain/calendar/time.ts';
import { onePupil } from '../../../domain/conversation/names.ts';
import type { Rosters } from '../../../domain/conversation/rosters.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee } from '../../../domain/people/access.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { notYours, refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';

const RELAY = /^(?:请)?转告(.{2,8}?)(?:的)?(?:劝返)?(?:工作组|小组|各位)[:：，,\s]+([\s\S]{2,})$/;

/** "转告张伟工作组：……" (P1.3-CHANNEL): to each person who works on the case, by name; null when it is no such message. */
export const relay = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const [, name, text] = RELAY.exec(turn.text) ?? [];
  if (!name || !text) return null;
  const student = onePupil(name, rosters);
  if (!student) return refused(phrase(turn, 'relay_unknown', { name }));
  const file = await fileOf(turn.tx, student.id);
  const about = aboutPupil(student, turn.directory, file, dayOf(turn.now));
  if (!maySee(turn.speaker.viewer, 'case_status', about))
    return notYours(turn, phrase(turn, 'case_look'), phrase(turn, 'office'));
  const { decision } = await record(turn, student.school, student.class ? [student.class] : [], () => [
    { about: { student: student.id }, body: { kind: 'relay', student: student.id, text: text.trim() } },
  ]);
  const count = new Set(decision.notices.filter(({ words }) => words === 'relayed').map(({ to }) => to)).size;
  return { act: 'command', reply: phrase(turn, 'relayed_to', { name: student.name, count }), question: null };
};
