import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Instant } from '../domain/calendar/time.ts';
import { instantSchema, messageSchema } from './scenario-shape.ts';
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
  messages: { at: Instant; from: string; text: string }[];
}

const storySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'wants small letters, digits and hyphens'),
  title: z.string().min(1),
  about: z.string().min(1),
  start: instantSchema,
  end: instantSchema,
  messages: z.array(messageSchema),
});

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
    return [value];
  });
  if (problems.length > 0) throw new YamlFileError(problems);
  return stories;
}

function storyProblems({ id, start, end, messages }: Story, name: string): Complaint[] {
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
  ];
}
