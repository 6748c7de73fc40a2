import type { FactBody } from '../../domain/facts/fact.ts';
import type { Database } from '../client.ts';
import { factHash } from './decision-rows.ts';

/** The first fact of a stream that does not follow from the one before it. */
export interface ChainBreak {
  stream: string;
  seq: number;
  /** A number is missing, the link to the fact before is another, the words were changed, or the end is not the end. */
  what: 'gap' | 'link' | 'content' | 'head';
}

const BATCH = 2000;

/** Reads a stream's facts from the first to the last and computes their hashes anew (P0-TRUTH); null when all hold. */
const verifyChain = async (database: Database, stream: string): Promise<ChainBreak | null> => {
  let seq = 0;
  let hash = '';
  for (;;) {
    const rows = await database.fact.findMany({
      where: { stream, seq: { gt: seq } },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
    for (const row of rows) {
      const broken = (what: ChainBreak['what']): ChainBreak => ({ stream, seq: row.seq, what });
      if (row.seq !== seq + 1) return broken('gap');
      if (row.previous !== hash) return broken('link');
      const by = { person: row.author, role: row.authorRole };
      const body = row.body as unknown as FactBody;
      if (row.hash !== factHash(hash, { key: row.key, at: row.at.getTime(), by, words: row.words, body }))
        return broken('content');
      ({ seq, hash } = row);
    }
    if (rows.length < BATCH) break;
  }
  const head = await database.stream.findUniqueOrThrow({ where: { id: stream } });
  return head.seq === seq && head.hash === hash ? null : { stream, seq: head.seq, what: 'head' };
};

/** Verifies every stream; empty when the whole ledger holds. */
export const verifyChains = async (database: Database): Promise<ChainBreak[]> => {
  const streams = await database.stream.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  const breaks: ChainBreak[] = [];
  for (const { id } of streams) {
    const found = await verifyChain(database, id);
    if (found) breaks.push(found);
  }
  return breaks;
};
