import { overrideNational } from '../../domain/calendar/national-calendar.ts';
import { addDays, at, type Day, type Instant } from '../../domain/calendar/time.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import type { Database } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { CountyKeeper } from '../../prisma/stores/county-store.ts';
import { saveDirectory } from '../../prisma/stores/directory-store.ts';
import { keepMessage } from '../../prisma/stores/inbox-store.ts';
import { nextWake } from '../../prisma/stores/school-store.ts';
import { loadNationalCalendar, loadTerms } from '../../seeds/load-calendar.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { loadWords } from '../../templates/words.ts';
import type { Channel } from '../../workers/channel.ts';
import { type DeliverDependencies, deliverDue } from '../../workers/deliver.ts';
import { makeFile } from '../../workers/documents/make-file.ts';
import { tickSchool } from '../../workers/tick.ts';
import { together } from '../bench/pace.ts';
import { CHANGES_COUNTY, handleMessage } from '../handle.ts';
import type { Progress } from '../progress.ts';
import { Agenda } from './agenda.ts';
import { answerTo } from './answers.ts';
import { lanes } from './lanes.ts';
import { type Chance, Life, type Said } from './life.ts';
import { Told } from './told.ts';

/** Schools that are worked on at a time. */
export const AT_ONCE = 8;

export interface Year {
  parts: DirectoryParts;
  chance: Chance;
  from: Day;
  to: Day;
}

/** Plays a school year on an empty, migrated database. Returns how many messages came in, and what went out. */
export const playYear = async (
  { parts, chance, from, to }: Year,
  database: Database,
  progress: Progress,
): Promise<{ messages: number; told: Told }> => {
  const policy = loadPolicy('dongchuan');
  const words = loadWords();
  const secrets = openSecrets(Buffer.alloc(32, 7));
  const plan = loadTerms();
  await saveDirectory(database, parts, {}, secrets, at(from, '00:00'));
  const national = overrideNational(loadNationalCalendar(), plan.years);
  const keeper = await CountyKeeper.open(database, { policy, plan, national });
  const { directory, calendarOf } = keeper.current();
  const life = new Life(directory, calendarOf, chance);
  const agenda = new Agenda();
  /** Who is about to answer: of several messages about one thing the first is answered. */
  const answering = new Set<string>();
  const told = new Told(
    (role) => policy.settings[role === 'homeroom_teacher' ? 'daily.most_homeroom' : 'daily.most_others'],
  );
  const channel: Channel = {
    deliver: async (delivery) => {
      told.count(delivery);
      const answer = answering.has(delivery.to) ? null : answerTo(delivery, policy, chance.seed);
      if (answer) answering.add(answer.from);
      if (answer) agenda.add(answer);
      return { kind: 'accepted' };
    },
  };
  const dependencies: DeliverDependencies = {
    database,
    channel,
    words,
    county: keeper.current,
    makeFile: (file, now) => makeFile(file, now, { database, secrets, county: keeper.current }),
  };
  let messages = 0;
  const hear = async ({ at: now, from: sender, text }: Said, place: number): Promise<void> => {
    const message = { channel: 'year', messageId: `${place}`, sender, text, sentAt: now };
    const id = await keepMessage(database, message, now);
    const handled =
      id === null ? null : await handleMessage(database, id, now, { ...keeper.current(), words });
    if (handled && CHANGES_COUNTY.has(handled.act)) await keeper.refresh();
  };
  /** All that is due up to an instant: what people say first, then the clock, then what is to be told. */
  const playUntil = async (end: Instant): Promise<void> => {
    for (;;) {
      const wake = await nextWake(database);
      const now = Math.min(wake?.at ?? end, agenda.next ?? end);
      if (now >= end) return;
      const said = agenda.take(now);
      for (const { from: sender } of said) answering.delete(sender);
      const numbered = lanes(said, keeper.current().directory).map((lane) =>
        lane.map((one): [Said, number] => {
          messages += 1;
          return [one, messages];
        }),
      );
      await together(numbered, AT_ONCE, async (lane) => {
        for (const [one, place] of lane) await hear(one, place);
      });
      if (wake && wake.at <= now)
        await together(wake.schools, AT_ONCE, (school) =>
          tickSchool(database, school, now, keeper.current()),
        );
      while ((await deliverDue(null, now, dependencies)) > 0);
    }
  };
  const days = daysOf(from, to);
  for (const [place, day] of days.entries()) {
    for (const one of life.saidOn(day)) agenda.add(one);
    await playUntil(at(addDays(day, 1), '00:00'));
    progress('year', place + 1, days.length);
  }
  return { messages, told };
};

const daysOf = (from: Day, to: Day): Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};
