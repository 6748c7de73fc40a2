import { z } from 'zod';
import { PAPER_KINDS, type PaperKind } from '../domain/papers/kinds.ts';
import type { Directory } from '../domain/people/directory.ts';
import type { Database } from '../prisma/client.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { type KeptPaper, paperById, paperPlace } from '../prisma/stores/ledger-store.ts';
import type { FieldsOf } from '../templates/papers/catalogue.ts';
import { renderPaper } from '../templates/papers.ts';
import { paperTitle } from '../templates/timeline.ts';

/** What the Word file of a paper is called. */
export const paperFileName = (
  { kind, student }: Pick<KeptPaper, 'kind' | 'student'>,
  directory: Directory,
): string => `${paperTitle(kind)}-${directory.students.get(student)?.name ?? student}.docx`;

/** The Word file of a paper as it was drafted. */
export const paperContent = ({ id, kind, fields }: KeptPaper, secrets: Secrets): Buffer =>
  renderPaper(
    z.enum(PAPER_KINDS).parse(kind),
    fieldsSchema.parse(JSON.parse(secrets.open(fields, paperPlace(id)))),
  );

// Written by us and sealed, so only its being an object is looked at.
const fieldsSchema = z.custom<FieldsOf<PaperKind>>((value) => typeof value === 'object' && value !== null);

/** A paper to send along. Throws when there is none of this id: notices name only papers that were drafted. */
export const openPaper = async (
  { database, secrets, directory }: { database: Database; secrets: Secrets; directory: Directory },
  id: string,
): Promise<{ name: string; content: Buffer }> => {
  const paper = await paperById(database, id);
  if (!paper) throw new Error(`no paper ${id}`);
  return { name: paperFileName(paper, directory), content: paperContent(paper, secrets) };
};
