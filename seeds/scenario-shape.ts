import { z } from 'zod';
import type { SchoolYearPlan } from '../domain/calendar/school-year.ts';
import { at, type Instant, isDay } from '../domain/calendar/time.ts';
import { FLAGS } from '../domain/people/flags.ts';
import { ROLES } from '../domain/people/roles.ts';
import { settingsSchema } from '../domain/policy/settings.ts';

const id = z.string().min(1);
const name = z.string().min(1);
export const daySchema = z.string().refine(isDay, { error: 'is not a day; write YYYY-MM-DD', abort: true });

const INSTANT =
  /^(\d{4}-\d\d-\d\d)[T ](([01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** A moment as 2026-09-14T08:05, seconds optional; without a zone it is Asia/Shanghai. */
export const instantSchema = z.string().transform((text, context): Instant => {
  const [, day = '', time = '', , seconds = '00', zone] = INSTANT.exec(text) ?? [];
  if (isDay(day)) {
    if (zone === undefined) return at(day, time) + Number(seconds) * 1000;
    const offset = zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
    const instant = Date.parse(`${day}T${time}:${seconds}${offset}`);
    if (!Number.isNaN(instant)) return instant;
  }
  context.addIssue({ code: 'custom', message: `${text} is not a moment; write YYYY-MM-DDTHH:MM` });
  return z.NEVER;
});

const timeOfDay = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'is not a time of day; write HH:MM')
  .transform((text) => text.padStart(5, '0'));

const wholeDays = z.coerce.number().int('must be a whole number of days').positive('must be at least 1');

const calendarSchema = z.strictObject({
  terms: z.array(z.strictObject({ name, first: daySchema, last: daySchema })).optional(),
  off: z.array(daySchema).default([]),
  on: z.array(daySchema).default([]),
  cycle: z.strictObject({ start: daySchema, on: wholeDays, off: wholeDays }).optional(),
});
export type CalendarEntry = z.infer<typeof calendarSchema>;

const studentSchema = z.strictObject({
  id,
  name,
  household: id.optional(),
  village: id.optional(),
  guardians: z.array(z.strictObject({ id, name, phone: z.string().optional() })).default([]),
  flags: z.array(z.enum(FLAGS)).default([]),
});

const schoolSchema = z.strictObject({
  id,
  name,
  township: id,
  firstLesson: timeOfDay.default('08:00'),
  classes: z
    .array(z.strictObject({ id, name, students: z.array(studentSchema).nullable().default([]) }))
    .default([]),
});

export const staffSchema = z.strictObject({
  id,
  name,
  role: z.enum(ROLES),
  class: id.optional(),
  school: id.optional(),
  township: id.optional(),
  village: id.optional(),
  students: z.array(id).optional(),
  unit: name.optional(),
  phone: z.string().optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  leave: z.array(z.strictObject({ from: daySchema, to: daySchema, deputy: id.optional() })).default([]),
});
export type StaffEntry = z.infer<typeof staffSchema>;

const countySchema = z.strictObject({
  name: name.default('本区'),
  townships: z.array(z.strictObject({ id, name })).default([]),
  schools: z.array(schoolSchema).default([]),
  staff: z.array(staffSchema).default([]),
});
export type CountyEntry = z.infer<typeof countySchema>;

export const messageSchema = z.strictObject({ at: instantSchema, from: id, text: z.string() });

/** A scenario file as written; references between its parts are checked afterwards. */
export const scenarioSchema = z.strictObject({
  name,
  policy: z.string().regex(/^[a-z0-9_-]+$/i, 'must be the name of a folder under seeds/policy'),
  set: settingsSchema.partial().nullable().optional(),
  start: instantSchema,
  end: instantSchema,
  calendar: calendarSchema.nullable().optional(),
  county: countySchema,
  messages: z.array(messageSchema).nullable().default([]),
});
export type ScenarioEntry = z.infer<typeof scenarioSchema>;

const TERM = { name: '2026秋', first: '2026-09-01', last: '2027-01-15' };

/** The school year of a scenario's `calendar`; without terms it is the autumn term of 2026. */
export const makePlan = (calendar?: Partial<CalendarEntry> | null): SchoolYearPlan => ({
  terms: calendar?.terms ?? [TERM],
  off: calendar?.off ?? [],
  on: calendar?.on ?? [],
  ...(calendar?.cycle ? { cycle: calendar.cycle } : {}),
});
