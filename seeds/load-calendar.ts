import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  type NationalCalendar,
  type NationalYear,
  overrideNational,
} from '../domain/calendar/national-calendar.ts';
import type { SchoolYearPlan } from '../domain/calendar/school-year.ts';
import { overridePlan, planProblems } from '../domain/calendar/school-year.ts';
import type { Day } from '../domain/calendar/time.ts';
import { addDays, daysBetween, isDay, weekday } from '../domain/calendar/time.ts';
import { readYamlOrThrow } from './yaml-file.ts';

/** A county's terms, ready for `schoolCalendar`, and the national years that the county entered itself. */
export interface CountyTerms extends SchoolYearPlan {
  readonly county: string;
  /** What single schools do otherwise, by the school's name; for `overridePlan`. */
  readonly schools: Readonly<Record<string, Partial<SchoolYearPlan>>>;
  /** For `overrideNational`; empty when the county entered none. */
  readonly years: NationalCalendar['years'];
}

const LONGEST_BREAK = 15;

const day = z
  .string('a day as YYYY-MM-DD')
  .refine(isDay, { error: 'not a day; write YYYY-MM-DD', abort: true });

const breakSchema = z
  .strictObject({ name: z.string().min(1), from: day, to: day, makeup: z.array(day).default([]) })
  .superRefine(({ from, to, makeup }, context) => {
    const length = daysBetween(from, to) + 1;
    if (length < 1) context.addIssue({ code: 'custom', path: ['to'], message: 'ends before it begins' });
    if (length > LONGEST_BREAK)
      context.addIssue({
        code: 'custom',
        path: ['to'],
        message: `a break of ${length} days cannot be meant`,
      });
    makeup.forEach((worked, i) => {
      if (weekday(worked) <= 5)
        context.addIssue({ code: 'custom', path: ['makeup', i], message: `${worked} is not a weekend day` });
    });
  });

const yearSchema = z.strictObject({
  notice: z.string('the number of the State Council notice').min(1),
  title: z.string().optional(),
  issued: day.optional(),
  url: z.url().optional(),
  breaks: z.array(breakSchema).min(1),
});
type YearEntry = z.infer<typeof yearSchema>;

const yearsSchema = z
  .record(z.string().regex(/^\d{4}$/, 'a year of four digits'), yearSchema)
  .superRefine((years, context) => {
    for (const [year, entry] of Object.entries(years))
      for (const { path, message } of yearProblems(year, entry))
        context.addIssue({ code: 'custom', path: [year, ...path], message });
  });

const nationalSchema = z.strictObject({ years: yearsSchema });

const term = z.strictObject({ name: z.string().min(1), first: day, last: day });
const cycleSchema = z.strictObject({ start: day, on: z.coerce.number(), off: z.coerce.number() });
const ownDays = {
  off: z.array(day).default([]),
  on: z.array(day).default([]),
  cycle: cycleSchema.optional(),
};

const termsSchema = z
  .strictObject({
    county: z.string().min(1),
    terms: z.array(term),
    ...ownDays,
    schools: z
      .record(z.string().min(1), z.strictObject({ terms: z.array(term).optional(), ...ownDays }))
      .default({}),
    years: yearsSchema.default({}),
  })
  .superRefine(({ terms, off, on, cycle, schools }, context) => {
    const county = { terms, off, on, ...(cycle ? { cycle } : {}) };
    const wrong = planProblems(county);
    for (const { path, message } of wrong) context.addIssue({ code: 'custom', path: [...path], message });
    if (wrong.length > 0) return;
    // What is wrong once a school's own entries stand over the county's is wrong in the school's.
    for (const [name, own] of Object.entries(schools))
      for (const { path, message } of planProblems(overridePlan(county, planOf(own))))
        context.addIssue({ code: 'custom', path: ['schools', name, ...path], message });
  });

type OwnEntry = {
  terms?: z.infer<typeof term>[] | undefined;
  off: Day[];
  on: Day[];
  cycle?: z.infer<typeof cycleSchema> | undefined;
};

const planOf = ({ terms, off, on, cycle }: OwnEntry): Partial<SchoolYearPlan> => ({
  off,
  on,
  ...(terms ? { terms } : {}),
  ...(cycle ? { cycle } : {}),
});

const beside = (name: string): string => fileURLToPath(new URL(`./calendar/${name}`, import.meta.url));

/** Our own file, which does not change while the program runs. */
let published: NationalCalendar | undefined;

/** The published holidays and make-up workdays. Throws `YamlFileError`. */
export function loadNationalCalendar(path?: string): NationalCalendar {
  if (path !== undefined) return readNationalCalendar(path);
  published ??= readNationalCalendar(beside('national.yaml'));
  return published;
}

const readNationalCalendar = (path: string): NationalCalendar => ({
  years: yearsOf(readYamlOrThrow(path, nationalSchema).years),
});

/** A county's terms with its closures and teaching days. Throws `YamlFileError`. */
export function loadTerms(path: string = beside('dongchuan.yaml')): CountyTerms {
  const { cycle, years, schools, ...plan } = readYamlOrThrow(path, termsSchema);
  const own = Object.entries(schools).map(([name, entry]) => [name, planOf(entry)]);
  return {
    ...plan,
    ...(cycle ? { cycle } : {}),
    schools: Object.fromEntries(own),
    years: yearsOf(years),
  };
}

/** A county's terms, and the national days with the county's own years in place of the published ones. Throws `YamlFileError`. */
export function loadCountyCalendar(county: string): { terms: CountyTerms; national: NationalCalendar } {
  const terms = loadTerms(beside(`${county}.yaml`));
  return { terms, national: overrideNational(loadNationalCalendar(), terms.years) };
}

function yearsOf(entries: Readonly<Record<string, YearEntry>>): Record<string, NationalYear> {
  const years = Object.entries(entries).map(([year, { breaks }]): [string, NationalYear] => [
    year,
    { holidays: breaks.flatMap(daysOf), workdays: breaks.flatMap(({ makeup }) => makeup) },
  ]);
  return Object.fromEntries(years);
}

const daysOf = ({ from, to }: { from: Day; to: Day }): Day[] =>
  Array.from({ length: Math.min(LONGEST_BREAK, Math.max(0, daysBetween(from, to) + 1)) }, (_, i) =>
    addDays(from, i),
  );

/** Days under the wrong year (the last days of December may belong to the next New Year), twice off, or off and worked. */
function yearProblems(year: string, { breaks }: YearEntry) {
  const belongs = (text: Day) => text.startsWith(year) || text.startsWith(`${Number(year) - 1}-12`);
  const off = new Set<Day>();
  const problems: { path: (string | number)[]; message: string }[] = [];
  breaks.forEach((entry, i) => {
    for (const text of daysOf(entry)) {
      const path = ['breaks', i];
      if (!belongs(text)) problems.push({ path, message: `${text} does not belong to ${year}` });
      if (off.has(text)) problems.push({ path, message: `${text} is in two breaks` });
      off.add(text);
    }
  });
  breaks.forEach(({ makeup }, i) => {
    makeup.forEach((text, j) => {
      const path = ['breaks', i, 'makeup', j];
      if (!belongs(text)) problems.push({ path, message: `${text} does not belong to ${year}` });
      if (off.has(text)) problems.push({ path, message: `${text} is both a holiday and a make-up workday` });
    });
  });
  return problems;
}
