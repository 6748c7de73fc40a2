import type { PaperKind } from '../domain/papers/kinds.ts';
import { trailOf } from '../domain/papers/trail.ts';
import type { Directory } from '../domain/people/directory.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import {
  handoutName,
  type KeptPaper,
  openHandout,
  paperById,
  paperPlace,
  paperSteps,
} from '../prisma/stores/paper-store.ts';
import { fileNames } from '../templates/paper-words.ts';
import type { FieldsOf } from '../templates/papers/catalogue.ts';
import { renderPaper } from '../templates/papers.ts';

/** What a subject is called in the name of a file. */
const subjectName = (subject: string, directory: Directory): string => {
  const id = subject.slice(subject.indexOf(':') + 1);
  const { students, classes, schools, townships } = directory;
  const found = students.get(id) ?? classes.get(id) ?? schools.get(id) ?? townships.get(id);
  return found?.name ?? (id === directory.parts.district.id ? directory.parts.district.name : id);
};

/** What the Word file of a paper is called. */
export const paperFileName = (
  { kind, subject }: Pick<KeptPaper, 'kind' | 'subject'>,
  directory: Directory,
): string => fileNames.paper(kind, subjectName(subject, directory));

interface FileDependencies {
  database: Database;
  secrets: Secrets;
  directory: Directory;
}

/** The Word file of a paper as it was drafted; a draft until its signature is on record. */
const paperContent = async (
  paper: KeptPaper,
  { database, secrets }: Pick<FileDependencies, 'database' | 'secrets'>,
): Promise<Buffer> => {
  const { id, kind, subject } = paper;
  const fields = JSON.parse(secrets.open(paper.fields, paperPlace(id))) as FieldsOf<PaperKind>;
  const trail = trailOf(paper, await paperSteps(database.hot, subject));
  return renderPaper(kind, fields, { signed: trail.signedAt !== undefined });
};

/** A file to send along, by its id. Throws when there is none: notices name only files that were made. */
export const openGiven = async (
  dependencies: FileDependencies,
  id: string,
): Promise<{ name: string; content: Buffer }> => {
  const handout = await openHandout(dependencies, id);
  if (handout) return handout;
  const paper = await paperById(dependencies.database, id);
  if (!paper) throw new Error(`no file ${id}`);
  return {
    name: paperFileName(paper, dependencies.directory),
    content: await paperContent(paper, dependencies),
  };
};

/** The name of a file by its id; null when there is none. */
export const givenName = async (
  { database, directory }: Pick<FileDependencies, 'database' | 'directory'>,
  id: string,
): Promise<string | null> => {
  const paper = await paperById(database, id);
  return paper ? paperFileName(paper, directory) : handoutName(database, id);
};

/** A file's id with its ending, as the terminal and a rehearsal show it. */
export const fileName = (id: string): string => (/\.(docx|xlsx|png)$/.test(id) ? id : `${id}.docx`);
