import { type Day, dayOf, formatInstant } from '../../domain/calendar/time.ts';
import type { Directory, Student } from '../../domain/people/directory.ts';
import { addLine, chatLines, type KeptLine, lineByKey, markSeen } from '../../prisma/stores/sandbox-store.ts';
import { type ExampleWorld, examplesFor, refusals } from '../../templates/sandbox.ts';
import { givenName } from '../given-file.ts';
import type { SandboxDependencies, SandboxMessage } from './dependencies.ts';
import { fileCard } from './papers.ts';
import { isKnown, personView } from './people.ts';
import { voiceCard } from './recordings.ts';
import { Refusal } from './refusal.ts';

const OWN = 'in:';

/** `GET /api/chats/:id`: what was said between a person and the bot; it counts as seen then. */
export const chatView = async (dependencies: SandboxDependencies, person: string) => {
  const { database, directory, now } = dependencies;
  const known = directory();
  if (!isKnown(known, person)) return new Refusal(404, refusals.noPerson);
  const today = dayOf(await now());
  const lines = await chatLines(database, person);
  const newest = lines.at(-1)?.id;
  const seen = newest === undefined ? 0 : await markSeen(database, person, newest);
  const chat = {
    person: personView(known, person, today),
    examples: examplesOf(known, person, today),
    lines: await Promise.all(lines.map((line) => lineView(dependencies, line))),
  };
  return { chat, seen };
};

const lineView = async ({ database, directory }: SandboxDependencies, line: KeptLine) => {
  const name = line.paper === null ? null : await givenName({ database, directory: directory() }, line.paper);
  return {
    id: line.key.startsWith(OWN) ? line.key.slice(OWN.length) : `line-${line.id}`,
    from: line.from,
    text: line.text,
    at: formatInstant(line.at),
    kind: line.kind,
    rule: line.rules.length > 0 ? line.rules.join(' ') : null,
    options: line.options.map(({ key, label }) => ({ send: key, label })),
    voice: voiceCard(line),
    file: line.paper !== null && name !== null ? fileCard(line.paper, name, { viewer: line.person }) : null,
  };
};

const examplesOf = (directory: Directory, person: string, today: Day): string[] => {
  const [post] = directory.postsOf(person, today);
  const role = post?.role ?? 'guardian';
  const pupils = pupilsNear(directory, person, post?.unit ?? null, post?.students ?? []);
  const classId = pupils[0]?.class ?? '';
  const world: ExampleWorld = {
    className: directory.classes.get(classId)?.name ?? '',
    size: directory.studentsOf(classId).length,
    pupil: pupils[0]?.name ?? '',
    other: pupils[1]?.name ?? pupils[0]?.name ?? '',
  };
  return examplesFor(role, world);
};

/** Pupils of the person's own surroundings to speak of in examples: own, assigned, of the class, school or village. */
const pupilsNear = (
  directory: Directory,
  person: string,
  unit: string | null,
  assigned: readonly string[],
): readonly Student[] => {
  const named = assigned.flatMap((id) => directory.students.get(id) ?? []);
  if (named.length > 0) return named;
  if (unit === null) return directory.childrenOf(person);
  if (directory.classes.has(unit)) return directory.studentsOf(unit);
  const near = directory.parts.students.filter(
    ({ school, village }) =>
      school === unit || village === unit || directory.schools.get(school)?.township === unit,
  );
  return near.length > 0 ? near : directory.parts.students;
};

/**
 * A person says something: their bubble, then the bot's turn. A repeated id is the same message, with the words of
 * its first time; it goes through `receive` again, so that one cut off between the two is not lost.
 */
export const say = async (
  { database, receive }: Pick<SandboxDependencies, 'database' | 'receive'>,
  message: SandboxMessage,
): Promise<void> => {
  const key = `${OWN}${message.id}`;
  const bubble = { key, person: message.from, from: 'person' as const, text: message.text, at: message.at };
  const isNew = await addLine(database, {
    ...bubble,
    kind: null,
    rules: [],
    options: [],
    paper: null,
    recording: null,
  });
  const first = isNew ? null : await lineByKey(database, key);
  await receive(first ? { id: message.id, from: first.person, text: first.text, at: first.at } : message);
};
