import type { Directory } from '../../domain/people/directory.ts';
import { type KeptPaper, paperById } from '../../prisma/stores/ledger-store.ts';
import { receivedPaper } from '../../prisma/stores/sandbox-store.ts';
import { refusals } from '../../templates/sandbox.ts';
import { paperContent, paperFileName } from '../paper-file.ts';
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
  return {
    name: paperFileName({ kind, student }, directory),
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
  return { name: paperFile(paper, directory(), reader).name, content: paperContent(paper, secrets) };
};
