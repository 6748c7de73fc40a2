import type { NationalCalendar } from '../../domain/calendar/national-calendar.ts';
import { type SchoolCalendar, schoolCalendar } from '../../domain/calendar/school-calendar.ts';
import { overridePlan, type SchoolYearPlan } from '../../domain/calendar/school-year.ts';
import type { Day } from '../../domain/calendar/time.ts';
import type { County } from '../../domain/decision.ts';
import type { ParentTexts, Review } from '../../domain/parents/texts.ts';
import { Directory } from '../../domain/people/directory.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { settingsSchema } from '../../domain/policy/settings.ts';
import type { Database } from '../client.ts';
import { findDirectory } from './directory-store.ts';

/** The county's files: rules, and the days schools teach. */
export interface CountyFiles {
  policy: Policy;
  plan: SchoolYearPlan;
  /** What single schools do otherwise, by the school's name. */
  schools?: Readonly<Record<string, Partial<SchoolYearPlan>>>;
  national: NationalCalendar;
}

/** Before the first sync or import there is a county, with nobody in it. */
const NOBODY_YET = new Directory({
  district: { id: 'district', name: '' },
  ...{ townships: [], schools: [], classes: [], students: [], people: [], posts: [], leaves: [] },
});

/** The files' rules under the settings that were changed since, newest last. */
const changedPolicy = async (database: Database, policy: Policy): Promise<Policy> => {
  const changes = await database.settingChange.findMany({ orderBy: { id: 'asc' } });
  if (changes.length === 0) return policy;
  const own = Object.fromEntries(changes.map(({ key, value }) => [key, value]));
  const settings = settingsSchema.parse({ ...policy.settings, ...own });
  return { ...policy, settings, version: `${policy.version}+${changes.length}` };
};

/** The files' reviews, and those of the running county after them. */
const reviewedTexts = async (database: Database, { parentTexts }: Policy): Promise<ParentTexts> => {
  const given = await database.textReview.findMany({ orderBy: { id: 'asc' } });
  if (given.length === 0) return parentTexts;
  const own = given.map(
    ({ text, language, digest, reviewer, on, until }): Review => ({
      ...{ text, language, digest, reviewer },
      ...{ on: dayOfDate(on), until: dayOfDate(until) },
    }),
  );
  return parentTexts.reviewedBy([...parentTexts.reviews, ...own]);
};

const dayOfDate = (date: Date): Day => date.toISOString().slice(0, 10);

/** Reads people and closures out of the database and joins them with the county's files. */
const loadCounty = async (database: Database, files: CountyFiles): Promise<County> => {
  const [found, closures, changed, parentTexts] = await Promise.all([
    findDirectory(database),
    database.closure.findMany(),
    changedPolicy(database, files.policy),
    reviewedTexts(database, files.policy),
  ]);
  const policy = { ...changed, parentTexts };
  const directory = found ?? NOBODY_YET;
  const ordinary = schoolCalendar(files.plan, files.national);
  const own = new Map<string, SchoolCalendar>();
  for (const { id, name } of directory.parts.schools) {
    const planned = files.schools?.[name];
    const days = closures.filter(({ school }) => school === id).map(({ day }) => dayOfDate(day));
    if (!planned && days.length === 0) continue;
    // A closure told in the morning stands over a teaching day that was planned.
    const { off = [], on = [], ...plan } = overridePlan(files.plan, planned ?? {});
    const taught = on.filter((day) => !days.includes(day));
    own.set(id, schoolCalendar({ ...plan, on: taught, off: [...off, ...days] }, files.national));
  }
  return { policy, directory, calendarOf: (school) => own.get(school) ?? ordinary };
};

/** What tells one state of people and closures from the next, cheaply. */
const versionOf = async (database: Database): Promise<string> => {
  const [row] = await database.$queryRaw<{ version: string }[]>`
    SELECT concat_ws(':', (SELECT count(*) FROM closure), (SELECT count(*) FROM setting_change), (SELECT count(*) FROM text_review),
      (SELECT concat(count(*), sum(until - "from"), count(deputy)) FROM staff_leave),
      (SELECT max(id) FROM post), (SELECT count(*) FROM post WHERE until IS NOT NULL),
      (SELECT count(*) FROM student), (SELECT version FROM directory_state)) AS version`;
  return row?.version ?? '';
};

/** The county as all parts of one process see it; looked at again by `refresh`, read only when something changed. */
export class CountyKeeper {
  readonly #database: Database;
  readonly #files: CountyFiles;
  #county: County;
  #version: string;

  private constructor(database: Database, files: CountyFiles, county: County, version: string) {
    this.#database = database;
    this.#files = files;
    this.#county = county;
    this.#version = version;
  }

  static async open(database: Database, files: CountyFiles): Promise<CountyKeeper> {
    const version = await versionOf(database);
    return new CountyKeeper(database, files, await loadCounty(database, files), version);
  }

  readonly current = (): County => this.#county;

  async refresh(): Promise<void> {
    const version = await versionOf(this.#database);
    if (version === this.#version) return;
    this.#county = await loadCounty(this.#database, this.#files);
    this.#version = version;
  }
}
