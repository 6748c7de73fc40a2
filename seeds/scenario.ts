import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planProblems, type SchoolYearPlan } from '../domain/calendar/school-year.ts';
import { dayOf, formatInstant, type Instant } from '../domain/calendar/time.ts';
import type { DirectoryParts } from '../domain/people/directory.ts';
import { countyParts, countyProblems } from './scenario-county.ts';
import { makePlan, type ScenarioEntry, scenarioSchema } from './scenario-shape.ts';
import { type Complaint, readYaml, YamlFileError } from './yaml-file.ts';

export { makePlan } from './scenario-shape.ts';

/** Something a person said to the bot. `from` need not be anybody the county knows. */
export interface ScenarioMessage {
  at: Instant;
  from: string;
  text: string;
}

/** A county, a span of time and what was said in it: what a rehearsal plays. */
export interface Scenario {
  name: string;
  policy: string;
  /** Overrides of settings, each checked. */
  set: Record<string, unknown>;
  start: Instant;
  end: Instant;
  plan: SchoolYearPlan;
  /** What single schools do otherwise, by the school's name. */
  schools?: Readonly<Record<string, Partial<SchoolYearPlan>>>;
  parts: DirectoryParts;
  /** Phone numbers by person; only of those who have one. */
  phones: Record<string, string>;
  /** In the order of time; what is said at the same moment stays in the order of the file. */
  messages: ScenarioMessage[];
}

/** Reads a scenario file. Throws `YamlFileError` with everything that is wrong with it. */
export function readScenario(file: string): Scenario {
  const read = readYaml(file, scenarioSchema, ['set']);
  if (!read.ok) throw new YamlFileError(read.problems);
  const { value, problem } = read.file;
  const complaints = [
    ...policyProblems(value),
    ...calendarProblems(value),
    ...countyProblems(value.county),
    ...timeProblems(value),
  ];
  if (complaints.length > 0)
    throw new YamlFileError(complaints.map(({ place, what }) => problem(place, what)));
  return scenarioOf(value);
}

function scenarioOf(entry: ScenarioEntry): Scenario {
  const plan = makePlan(entry.calendar);
  const { name, policy, start, end } = entry;
  // Whoever stands in the file without a first day has always stood there.
  const since = [dayOf(start), ...plan.terms.map(({ first }) => first)].sort()[0] ?? dayOf(start);
  const { parts, phones } = countyParts(entry.county, since);
  const messages = [...(entry.messages ?? [])].sort((one, other) => one.at - other.at);
  return { name, policy, set: { ...entry.set }, start, end, plan, parts, phones, messages };
}

function policyProblems({ policy }: ScenarioEntry): Complaint[] {
  const folder = fileURLToPath(new URL(`policy/${policy}`, import.meta.url));
  return existsSync(folder) ? [] : [{ place: ['policy'], what: `there is no folder seeds/policy/${policy}` }];
}

const calendarProblems = ({ calendar }: ScenarioEntry): Complaint[] =>
  planProblems(makePlan(calendar)).map(({ path, message }) => ({
    place: ['calendar', ...path],
    what: message,
  }));

function timeProblems({ start, end, messages }: ScenarioEntry): Complaint[] {
  if (end <= start) return [{ place: ['end'], what: `must be later than start, ${formatInstant(start)}` }];
  const span = `from ${formatInstant(start)} to ${formatInstant(end)}`;
  return (messages ?? []).flatMap(({ at }, i) =>
    at < start || at > end
      ? [{ place: ['messages', i, 'at'], what: `lies outside the scenario, which goes ${span}` }]
      : [],
  );
}
