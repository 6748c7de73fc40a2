import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { schoolCalendar } from '../domain/calendar/school-calendar.ts';
import { at, type Instant } from '../domain/calendar/time.ts';
import { loadNationalCalendar } from './load-calendar.ts';
import { daySchema, instantSchema, makePlan, messageSchema } from './scenario-shape.ts';
import { type Complaint, readYaml, YamlFileError } from './yaml-file.ts';

/** Something to watch in the demo county: who says what when, from `start` to `end`. */
export interface Story {
  id: string;
  title: string;
  /** One or two sentences on what there is to see. */
  about: string;
  start: Instant;
  end: Instant;
  /** In the order of time. */
  messages: StoryMessage[];
}

export interface StoryMessage {
  at: Instant;
  from: string;
  text: string;
  /** Said on every school day in these words, so that nobody need watch it being said. */
  isRoutine: boolean;
}

const storySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'wants small letters, digits and hyphens'),
  title: z.string().min(1),
  about: z.string().min(1),
  start: instantSchema,
  end: instantSchema,
  messages: z.array(messageSchema),
  daily: z
    .array(
      z.strictObject({
        at: z.string().regex(/^\d\d:\d\d$/, 'wants HH:MM'),
        first: daySchema,
        last: daySchema,
        from: z.string().min(1),
        text: z.string().min(1),
      }),
    )
    .default([]),
});
type StoryEntry = z.infer<typeof storySchema>;

const FOLDER = fileURLToPath(new URL('stories', import.meta.url));

/** The stories of `seeds/stories`, each from the file named after it. Throws `YamlFileError` with all that is wrong. */
export function loadStories(folder = FOLDER): Story[] {
  const problems: string[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const stories = names.sort().flatMap((name) => {
    const read = readYaml(path.join(folder, name), storySchema);
    if (!read.ok) {
      problems.push(...read.problems);
      return [];
    }
    const { value, problem } = read.file;
    problems.push(...storyProblems(value, name).map(({ place, what }) => problem(place, what)));
    return [told(value)];
  });
  if (problems.length > 0) throw new YamlFileError(problems);
  return stories;
}

/** The routine of each school day between what is said once. */
function told({ daily, messages, ...story }: StoryEntry): Story {
  const calendar = schoolCalendar(makePlan(), loadNationalCalendar());
  const routine = daily.flatMap(({ at: time, first, last, from, text }) =>
    calendar
      .schoolDays(first, last)
      .map((day): StoryMessage => ({ at: at(day, time), from, text, isRoutine: true })),
  );
  const once = messages.map((message): StoryMessage => ({ ...message, isRoutine: false }));
  return { ...story, messages: [...once, ...routine].sort((a, b) => a.at - b.at) };
}

function storyProblems({ id, start, end, messages, daily }: StoryEntry, name: string): Complaint[] {
  const times = [start, ...messages.map(({ at }) => at), end];
  return [
    ...(name === `${id}.yaml`
      ? []
      : [{ place: ['id'], what: `the file of ${id} must be called ${id}.yaml` }]),
    ...(end > start ? [] : [{ place: ['end'], what: 'must be later than start' }]),
    ...messages.flatMap(({ at }, i) =>
      at < (times[i] ?? start) || at > end
        ? [{ place: ['messages', i, 'at'], what: 'is out of order, or outside the story' }]
        : [],
    ),
    ...daily.flatMap(({ at: time, first, last }, i) =>
      at(first, time) < start || at(last, time) > end
        ? [{ place: ['daily', i], what: 'is outside the story' }]
        : [],
    ),
  ];
}
