import { dayOf, formatInstant, type Instant } from '../domain/calendar/time.ts';
import { unexcusedRun } from '../domain/cases/counting.ts';
import { completeFile, emptyFile, type KeptFile } from '../domain/cases/file.ts';
import type { County } from '../domain/decision.ts';
import type { Database } from '../prisma/client.ts';
import { openSecrets } from '../prisma/secrets.ts';
import { CountyKeeper } from '../prisma/stores/county-store.ts';
import { openPhones, saveDirectory } from '../prisma/stores/directory-store.ts';
import { keepMessage } from '../prisma/stores/inbox-store.ts';
import { loadNationalCalendar } from '../seeds/load-calendar.ts';
import { loadPolicy } from '../seeds/load-policy.ts';
import type { Scenario } from '../seeds/scenario.ts';
import { loadWords } from '../templates/words.ts';
import type { Channel, Delivery } from '../workers/channel.ts';
import { sendDue } from '../workers/deliver.ts';
import { makeFile } from '../workers/documents/make-file.ts';
import { type RunDependencies, runUntil } from '../workers/run-until.ts';
import { fileName } from './given-file.ts';
import { CHANGES_COUNTY, handleMessage } from './handle.ts';

/** One line of output for a notice, in the form of the rehearsal format. */
export const noticeLine = (delivery: Delivery): Record<string, unknown> => {
  const subjects = uniqueSubjects(delivery);
  const [rule] = delivery.rules;
  return {
    at: formatInstant(delivery.at),
    to: delivery.to,
    ...(delivery.role ? { role: delivery.role } : {}),
    kind: delivery.kind,
    ...(rule ? { rule } : {}),
    ...(delivery.rules.length > 1 ? { rules: delivery.rules } : {}),
    ...(subjects[0] ? { subject: subjects[0] } : {}),
    ...(subjects.length > 1 ? { subjects } : {}),
    text: delivery.text,
    ...(delivery.file ? { file: fileName(delivery.file.id) } : {}),
  };
};

const uniqueSubjects = ({ items }: Delivery) => [
  ...new Map(items.map(({ about }) => [JSON.stringify(about), about])).values(),
];

/** Plays a scenario on an empty, migrated database. */
export const play = async (
  scenario: Scenario,
  database: Database,
  tell: (line: object) => void,
): Promise<void> => {
  const policy = loadPolicy(scenario.policy, scenario.set);
  const secrets = openSecrets(Buffer.alloc(32, 7));
  await saveDirectory(database, scenario.parts, {}, secrets, scenario.start);
  const { plan, schools = {} } = scenario;
  const files = { policy, plan, schools, national: loadNationalCalendar() };
  const keeper = await CountyKeeper.open(database, files);
  const words = loadWords();
  const channel: Channel = {
    deliver: async (delivery) => {
      const role = delivery.role || roleOf(keeper.current(), delivery.to, delivery.at);
      tell(noticeLine({ ...delivery, role: role as Delivery['role'] }));
      return { kind: 'accepted' };
    },
  };
  const dependencies: RunDependencies = {
    database,
    channel,
    words,
    county: keeper.current,
    makeFile: (file, now) => makeFile(file, now, { database, secrets, county: keeper.current }),
    phonesOf: (people) => openPhones(database, secrets, people),
  };
  let now = scenario.start;
  let marking = Promise.resolve();
  for (const [place, message] of scenario.messages.entries()) {
    // What is said at the very moment a time runs out is said in time.
    const incoming = {
      channel: 'rehearsal',
      messageId: `${place}`,
      sender: message.from,
      text: message.text,
    };
    const [id] = await Promise.all([
      keepMessage(database, { ...incoming, sentAt: message.at }, message.at),
      runUntil(now, message.at - 1, dependencies),
      marking,
    ]);
    now = message.at;
    const handled =
      id === null
        ? null
        : await handleMessage(database, id, message.at, { ...keeper.current(), words, seal: secrets.seal });
    if (handled && CHANGES_COUNTY.has(handled.act)) await keeper.refresh();
    ({ marked: marking } = await sendDue(null, message.at, dependencies));
  }
  await marking;
  await runUntil(now, scenario.end, dependencies);
  tell({ state: await finalState(database, scenario, keeper.current()) });
};

const roleOf = ({ directory }: County, person: string, now: Instant): string =>
  directory.postsOf(person, dayOf(now))[0]?.role ??
  (directory.childrenOf(person).length > 0 ? 'guardian' : '');

const finalState = async (database: Database, { end, parts }: Scenario, { calendarOf }: County) => {
  const [rows, duties] = await Promise.all([
    database.caseFile.findMany(),
    database.duty.findMany({ orderBy: [{ openedAt: 'asc' }, { id: 'asc' }] }),
  ]);
  const files = new Map(rows.map((row) => [row.student, completeFile(row.state as unknown as KeptFile)]));
  const instant = (date: Date | null): string | null => (date ? formatInstant(date.getTime()) : null);
  return {
    students: Object.fromEntries(
      parts.students.map(({ id, school }) => {
        const file = files.get(id) ?? emptyFile(id);
        const run = unexcusedRun(file, calendarOf(school), dayOf(end));
        return [
          id,
          {
            stage: file.stage,
            unexcusedDays: run.length,
            day7On: file.day7On,
            persuasions: file.persuasions,
            educationSessions: file.sessions,
            fourStep: file.fourStep,
            stepsHeld: file.stepsHeld,
            platform: file.platform,
            township: file.township,
            relapse: file.relapse,
            closing: file.closing?.reason ?? null,
          },
        ];
      }),
    ),
    duties: duties.map((duty) => ({
      rule: duty.rule,
      subject: (duty.plan as { about: object }).about,
      actor: duty.actor,
      openedAt: instant(duty.openedAt),
      dueAt: instant(duty.dueAt),
      state: duty.state === 'open' && duty.dueAt.getTime() <= end ? 'overdue' : duty.state,
      doneAt: duty.state === 'not_applicable' ? null : instant(duty.doneAt),
    })),
  };
};
