import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Policy } from '../domain/policy/policy.ts';

const FILE = fileURLToPath(new URL('topics.yaml', import.meta.url));

const topicsSchema = z.array(
  z.strictObject({
    title: z.string().min(1),
    of: z.union([z.literal(['all', 'left_behind']), z.array(z.string().min(1))]),
  }),
);

interface Counted {
  reason: string | null;
  isLeftBehind: boolean;
}

const loadTopics = (): z.infer<typeof topicsSchema> => topicsSchema.parse(parse(readFileSync(FILE, 'utf8')));

/** Throws one Error naming every reason that a topic counts and the county does not have (`categories.reasons`). */
export const checkTopics = ({ settings }: Pick<Policy, 'settings'>): void => {
  const counted = loadTopics().flatMap(({ of }) => (typeof of === 'string' ? [] : of));
  const unknown = counted.filter((reason) => !(reason in settings['categories.reasons']));
  if (unknown.length > 0)
    throw new Error(
      `templates/topics.yaml 里的类别“${unknown.join('、')}”，本县的 categories.reasons 里没有，请改成一致再启动`,
    );
};

/** One line for each standing topic of the joint conference: counts alone, and what the ledger cannot count. */
export const topicLines = (open: readonly Counted[]): string[] =>
  loadTopics().map(({ title, of }) => {
    if (of === 'all') return `${title}：在办${open.length}人`;
    if (of === 'left_behind') {
      const count = open.filter(({ isLeftBehind }) => isLeftBehind).length;
      return `${title}：在办的留守儿童${count}人`;
    }
    if (of.length === 0) return `${title}：台账没有这一类，请有关单位在会上通报`;
    const count = open.filter(({ reason }) => reason !== null && of.includes(reason)).length;
    return `${title}：在办${count}人（已归类的）`;
  });
