import { weekIn } from '../../../domain/calendar/occasions.ts';
import { addDays, type Day, dayOf } from '../../../domain/calendar/time.ts';
import type { CaseFile } from '../../../domain/cases/file.ts';
import { weeksMarksFrom } from '../../../domain/cases/without-cause.ts';
import type { Candidate } from '../../../domain/conversation/settling.ts';
import { isOfGroup } from '../../../domain/duties/pupil-groups.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee } from '../../../domain/people/access.ts';
import { filesOfPlace } from '../../../prisma/stores/answer-store.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';

/** More names than this are counted, not said. */
const MOST_NAMES = 12;

/**
 * "零报告", "本月已清零" while the ledger has somebody (P0-TRUTH, 「只论真假，不论多少」): asked back with how many, and with the
 * names of those whom the speaker may know. Null where the ledger has none either, or nothing of the kind was said.
 */
export const againstLedger = async (turn: Turn, { duty, reply }: Candidate): Promise<Outcome | null> => {
  const group = reply.none;
  if (!group) return null;
  const { school, township } = duty.about;
  const { directory, speaker } = turn;
  const { calendar } = worldFor(turn, directory.streamOf(duty.about));
  const day = dayMeant(duty.period, dayOf(turn.now));
  // A child whom no school has is the township's (T10).
  const isTheirs = ({ student }: CaseFile): boolean =>
    school === undefined || directory.students.get(student)?.class != null;
  const files = (await filesOfPlace(turn.tx, { school, township }, weeksMarksFrom(day))).filter(
    (file) => isTheirs(file) && isOfGroup(group, file, { day, calendar }),
  );
  if (files.length === 0) return null;
  const names = files.flatMap((file) => {
    const pupil = directory.students.get(file.student);
    return pupil && maySee(speaker.viewer, 'name', aboutPupil(pupil, directory, file)) ? [pupil.name] : [];
  });
  const values = {
    ...{ count: files.length, group, label: reply.label },
    names: names.slice(0, MOST_NAMES).join('、'),
    more: names.length > MOST_NAMES,
  };
  return refused(phrase(turn, 'against_ledger', values));
};

/** The day up to which is answered: today, or the last day of the week that a late report is about. */
const dayMeant = (period: string, today: Day): Day => {
  const monday = weekIn(period);
  return monday !== null && addDays(monday, 6) < today ? addDays(monday, 6) : today;
};
