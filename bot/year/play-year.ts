import { overrideNational } from '../../domain/calendar/national-calendar.ts';
import { addDays, at, type Day, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { DirectoryParts } from '../../domain/people/directory.ts';
import type { Database } from '../../prisma/client.ts';
import { openSecrets } from '../../prisma/secrets.ts';
import { CountyKeeper } from '../../prisma/stores/county-store.ts';
import { openPhones, saveDirectory } from '../../prisma/stores/directory-store.ts';
import { keepMessages } from '../../prisma/stores/inbox-store.ts';
import { CLAIMED_TOGETHER } from '../../prisma/stores/notice-store.ts';
import { dueStreams, nextWake } from '../../prisma/stores/school-store.ts';
import { loadNationalCalendar, loadTerms } from '../../seeds/load-calendar.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { loadWords, type Words } from '../../templates/words.ts';
import type { Channel } from '../../workers/channel.ts';
import { type DeliverDependencies, deliverDue } from '../../workers/deliver.ts';
import { makeFile } from '../../workers/documents/make-file.ts';
import { tickSchools } from '../../workers/tick.ts';
import { handleWaiting } from '../handle-waiting.ts';
import type { Progress } from '../progress.ts';
import { Agenda } from './agenda.ts';
import { answerTo } from './answers.ts';
import { type Chance, Life, type Said } from './life.ts';
import { Told } from './told.ts';

/** Connections that it needs. */
export const CONNECTIONS = 8;
/** How often the clock looks: a slow sweep, so that a year is not played minute by minute. */
const SWEEP = 5 * MINUTE;
const ALL = 1_000_000;

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
  const county = await openCounty(parts, from, database);
  const { keeper, words } = county;
  const { directory, calendarOf, policy } = keeper.current();
  const life = new Life(directory, calendarOf, chance);
  const agenda = new Agenda();
  const told = new Told((role) =>
    role === 'homeroom_teacher'
      ? policy.settings['daily.most_homeroom']
      : policy.settings['daily.most_others'],
  );
  /** Who is about to answer: of several messages about one thing the first is answered. */
  const answering = new Set<string>();
  const channel: Channel = {
    deliver: async (delivery) => {
      told.count(delivery);
      const answer = answering.has(delivery.to) ? null : answerTo(delivery, policy, chance.seed);
      if (answer) {
        answering.add(answer.from);
        agenda.add(answer);
      }
      return { kind: 'accepted' };
    },
  };
  const dependencies: DeliverDependencies = { ...county, database, channel, county: keeper.current };
  let messages = 0;
  /** How much each person has said. */
  const saidBy = new Map<string, number>();
  const onFault = async (_: bigint, error: unknown): Promise<void> => {
    throw error;
  };

  /** Message by message of a person, so that a year falls the same way in whichever order people are heard. */
  const numbered = ({ at: now, from: sender, text }: Said) => {
    answering.delete(sender);
    const count = (saidBy.get(sender) ?? 0) + 1;
    saidBy.set(sender, count);
    return { now, message: { channel: 'year', messageId: `${sender}.${count}`, sender, text, sentAt: now } };
  };

  /** One sweep: what people have said since the last, then the clock, then what is to be told. */
  const sweep = async (end: Instant): Promise<void> => {
    const now = end - 1;
    const incoming = agenda.takeBefore(end).map(numbered);
    messages += incoming.length;
    const ids = incoming.length > 0 ? await keepMessages(database, incoming) : [];
    const waiting = incoming.flatMap(({ message: { sender }, now }, place) => {
      const id = ids[place] ?? null;
      return id === null ? [] : [{ id, sender, now }];
    });
    await handleWaiting(waiting, { database, keeper, words, onFault });
    await tickSchools(database, await dueStreams(database, now, ALL), now, keeper.current());
    while ((await deliverDue(null, now, dependencies)) === CLAIMED_TOGETHER);
  };

  const days = daysOf(from, to);
  for (const [place, day] of days.entries()) {
    for (const one of life.saidOn(day)) agenda.add(one);
    const midnight = at(addDays(day, 1), '00:00');
    for (;;) {
      const wake = await nextWake(database);
      const first = Math.min(wake?.at ?? midnight, agenda.next);
      if (first >= midnight) break;
      await sweep(Math.min(midnight, (Math.floor(first / SWEEP) + 1) * SWEEP));
    }
    progress('year', place + 1, days.length);
  }
  return { messages, told };
};

/** Puts the county into the database and opens what the product stands on. */
const openCounty = async (
  parts: DirectoryParts,
  from: Day,
  database: Database,
): Promise<{ keeper: CountyKeeper; words: Words } & Pick<DeliverDependencies, 'makeFile' | 'phonesOf'>> => {
  const policy = loadPolicy('dongchuan');
  const secrets = openSecrets(Buffer.alloc(32, 7));
  const plan = loadTerms();
  const national = overrideNational(loadNationalCalendar(), plan.years);
  await saveDirectory(database, parts, {}, secrets, at(from, '00:00'));
  const keeper = await CountyKeeper.open(database, { policy, plan, national });
  return {
    keeper,
    words: loadWords(),
    makeFile: (file, now) => makeFile(file, now, { database, secrets, county: keeper.current }),
    phonesOf: (people) => openPhones(database, secrets, people),
  };
};

const daysOf = (from: Day, to: Day): Day[] => {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};
