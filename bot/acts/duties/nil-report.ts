import { weekIn } from '../../../domain/calendar/occasions.ts';
import { addDays, at, type Day, dayOf } from '../../../domain/calendar/time.ts';
import type { CaseFile } from '../../../domain/cases/file.ts';
import { weeksMarksFrom } from '../../../domain/cases/without-cause.ts';
import type { Candidate } from '../../../domain/conversation/settling.ts';
import type { Duty } from '../../../domain/duties/duty.ts';
import { isOfGroup } from '../../../domain/duties/pupil-groups.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee } from '../../../domain/people/access.ts';
import { filesOfPlace } from '../../../prisma/stores/answer-store.ts';
import { answeredClasses, rolledClasses } from '../../../prisma/stores/ledger-store.ts';
import { refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';

/** More names than this are counted, not said. */
const MOST_NAMES = 12;

/**
 * "零报告", "本月已清零" while the ledger has somebody (P0-TRUTH, 「只论真假，不论多少」): asked back with how many, and with the
 * names of those whom the speaker may know. Where the ledger has none because classes have told nothing, it is asked whether
 * the answer stands, unless that was just said. Null where nothing of the kind was said.
 */
export const againstLedger = async (
  turn: Turn,
  candidate: Candidate,
  isSure: boolean,
): Promise<Outcome | null> => {
  const { duty, reply } = candidate;
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
  if (files.length === 0) return isSure ? null : againstSilence(turn, candidate, day);
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

/** Which classes have told nothing of what is answered with none, and whether it stands all the same. */
const againstSilence = async (turn: Turn, { duty, reply }: Candidate, day: Day): Promise<Outcome | null> => {
  const silent = await silentClasses(turn, duty, day);
  if (silent.length === 0) return null;
  const values = {
    ...{ count: silent.length, label: reply.label, isWeek: weekIn(duty.period) !== null },
    names: silent.slice(0, MOST_NAMES).join('、'),
    more: silent.length > MOST_NAMES,
  };
  const question = phrase(turn, 'against_silence', values);
  const options = [phrase(turn, 'nil_stands', values)];
  const none = phrase(turn, 'nil_waits');
  return {
    act: 'settle',
    reply: turn.words.say('replies/asks', { values: { question, none }, lines: options, now: turn.now }),
    question: {
      kind: 'which_duty',
      key: reply.key,
      detail: '',
      duties: [duty.id],
      options,
      none,
      sure: true,
      until: at(dayOf(turn.now), '24:00'),
    },
  };
};

/** Of a week those of which nobody told a roll on any of its days, of a term those that have not answered the school. */
const silentClasses = async (turn: Turn, { about, period }: Duty, day: Day): Promise<string[]> => {
  const { school } = about;
  if (school === undefined) return [];
  const monday = weekIn(period);
  const { calendar } = worldFor(turn, school);
  // In a week in which nothing was taught nobody had anything to tell.
  if (monday !== null && calendar.countSchoolDays(monday, day) === 0) return [];
  const asking = [...turn.policy.named.values()].flatMap(({ name, duty }) =>
    duty.subject === 'class' && duty.asks === 'risks' ? [name] : [],
  );
  const heard =
    monday !== null
      ? await rolledClasses(turn.tx, { school, first: monday, last: day })
      : await answeredClasses(turn.tx, { school, names: asking, period });
  const { directory } = turn;
  return directory
    .classesOf(school)
    .filter(({ id }) => directory.studentsOf(id).length > 0 && !heard.has(id))
    .map(({ name }) => name);
};

/** The day up to which is answered: today, or the last day of the week that a late report is about. */
const dayMeant = (period: string, today: Day): Day => {
  const monday = weekIn(period);
  return monday !== null && addDays(monday, 6) < today ? addDays(monday, 6) : today;
};
