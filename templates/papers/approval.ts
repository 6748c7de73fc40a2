import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PAPER_KINDS, type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';

const FILE = 'approvals.yaml';

/** What stands on a shipped frame, and must be gone from an approved text. */
export const SAMPLE_MARK = '样式，未经审定不得使用';

const approvalSchema = z.strictObject({
  by: z.string().min(1),
  number: z.string().min(1),
  day: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const legal = PAPER_KINDS.filter((kind) => paperEntry(kind).approved);
const approvalsSchema = z.partialRecord(z.enum(legal as [PaperKind, ...PaperKind[]]), approvalSchema);

const approvalsIn = (folder: string): z.infer<typeof approvalsSchema> => {
  const file = join(folder, FILE);
  return existsSync(file) ? approvalsSchema.parse(parse(readFileSync(file, 'utf8')) ?? {}) : {};
};

const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/**
 * Whether a kind may be drafted: all but the documents of the four steps, and those once the county's 司法局 has
 * approved exactly the file that lies there (policy §8 D15). Throws when the list of approvals cannot be read.
 */
export const isApproved = (kind: PaperKind, folder: string): boolean => {
  if (!paperEntry(kind).approved) return true;
  const approval = approvalsIn(folder)[kind];
  return approval !== undefined && approval.sha256 === digestOf(join(folder, `${kind}.docx`));
};

/** What is wrong with the approvals themselves: a file that was changed since, or a frame passed off as approved. */
export const approvalProblems = (folder: string, textOf: (kind: PaperKind) => string): string[] =>
  Object.entries(approvalsIn(folder)).flatMap(([kind, approval]) => {
    if (!approval) return [];
    const file = join(folder, `${kind}.docx`);
    const digest = digestOf(file);
    if (digest !== approval.sha256)
      return [`The paper template ${file} is not the approved one: its SHA-256 is ${digest}.`];
    return textOf(kind as PaperKind).includes(SAMPLE_MARK)
      ? [`The paper template ${file} still says “${SAMPLE_MARK}”, though ${FILE} calls it approved.`]
      : [];
  });
