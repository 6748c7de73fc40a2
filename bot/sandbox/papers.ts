import type { Subject } from '../../domain/signals.ts';
import { type KeptPaper, paperById } from '../../prisma/stores/paper-store.ts';
import { receivedPaper } from '../../prisma/stores/sandbox-store.ts';
import { refusals } from '../../templates/sandbox.ts';
import { givenName, openGiven } from '../given-file.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { Refusal } from './refusal.ts';
import { look, type Reader, showsPaper } from './sight.ts';

/** A file as a card to download; the address carries its reader, since not everybody may open it. */
export const fileCard = (id: string, name: string, { viewer, purpose }: Reader) => {
  const query = new URLSearchParams({ viewer, ...(purpose ? { purpose } : {}) });
  return { name, url: `/api/papers/${encodeURIComponent(id)}?${query}` };
};

const paperFile = ({ kind, subject, period }: KeptPaper) => {
  const [level = '', id = ''] = subject.split(':');
  return { is: 'paper', paper: kind, about: { [level]: id } as Subject, period } as const;
};

/** `GET /api/papers/:id`: a file, for whoever was sent it, and a paper for those who may see the papers of its case. */
export const paperDownload = async (
  dependencies: SandboxDependencies,
  id: string,
  reader: Reader,
): Promise<{ name: string; content: Buffer } | Refusal> => {
  const { database, directory, secrets } = dependencies;
  if ((await givenName({ database, directory: directory() }, id)) === null)
    return new Refusal(404, refusals.noPaper);
  if (!(await receivedPaper(database, reader.viewer, id))) {
    const [kind, student = ''] = (await paperById(database, id))?.subject.split(':') ?? [];
    if (kind !== 'student') return new Refusal(403, refusals.paperClosed);
    const seen = await look(dependencies, student, reader);
    if (seen instanceof Refusal) return seen;
    if (!showsPaper(seen)) return new Refusal(403, refusals.paperClosed);
  }
  if (!secrets) return new Refusal(503, refusals.sealedPaper);
  const paper = await paperById(database, id);
  if (paper) await dependencies.draftAnew?.(paperFile(paper));
  return openGiven({ database, secrets, directory: directory() }, id);
};
