import { z } from 'zod';
import type { Directory } from '../../domain/people/directory.ts';
import { type KeptPaper, paperById, paperPlace } from '../../prisma/stores/ledger-store.ts';
import { receivedPaper } from '../../prisma/stores/sandbox-store.ts';
import { PAPER_KINDS, type PaperFields, renderPaper } from '../../templates/papers.ts';
import { refusals } from '../../templates/sandbox.ts';
import { paperTitle } from '../../templates/timeline.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { Refusal } from './refusal.ts';
import { look, type Reader, showsPaper } from './sight.ts';

/** A paper as a card to download; the address carries its reader, since not everybody may open it. */
export const paperFile = (
  { id, kind, student }: Pick<KeptPaper, 'id' | 'kind' | 'student'>,
  directory: Directory,
  { viewer, purpose }: Reader,
) => {
  const query = new URLSearchParams({ viewer, ...(purpose ? { purpose } : {}) });
  const pupil = directory.students.get(student)?.name ?? student;
  return {
    name: `${paperTitle(kind)}-${pupil}.docx`,
    url: `/api/papers/${encodeURIComponent(id)}?${query}`,
  };
};

/** `GET /api/papers/:id`: the Word file, for whoever was sent it or may see the papers of the case. */
export const paperDownload = async (
  dependencies: SandboxDependencies,
  id: string,
  reader: Reader,
): Promise<{ name: string; content: Buffer } | Refusal> => {
  const { database, directory, secrets } = dependencies;
  const paper = await paperById(database, id);
  if (!paper) return new Refusal(404, refusals.noPaper);
  if (!(await receivedPaper(database, reader.viewer, id))) {
    const seen = await look(dependencies, paper.student, reader);
    if (seen instanceof Refusal) return seen;
    if (!showsPaper(seen)) return new Refusal(403, refusals.paperClosed);
  }
  if (!secrets) return new Refusal(503, refusals.sealedPaper);
  const fields = fieldsSchema.parse(JSON.parse(secrets.open(paper.fields, paperPlace(id))));
  const content = renderPaper(z.enum(PAPER_KINDS).parse(paper.kind), fields);
  return { name: paperFile(paper, directory(), reader).name, content };
};

// Written by us and sealed, so only its being an object is looked at.
const fieldsSchema = z.custom<PaperFields>((value) => typeof value === 'object' && value !== null);
