import { createHash } from 'node:crypto';

/**
 * Draws `size` of the ids at random but reproducibly: whoever draws again for the same period gets the same ones first,
 * and nobody can choose them. New ids of the period may come in between.
 */
export const drawSample = (ids: readonly string[], size: number, period: string): string[] => {
  const lot = (id: string): string => createHash('sha256').update(`${period}|${id}`).digest('hex');
  return [...new Set(ids)]
    .map((id) => ({ id, lot: lot(id) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
};
