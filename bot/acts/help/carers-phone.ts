import type { CarerNamed } from '../../../domain/support/sentences.ts';
import { CARER_TITLE, keepTwelvePhones } from '../../../prisma/stores/twelve-store.ts';
import type { Turn } from '../../turn.ts';

/** The number of whoever looks after a child at home, with whose it is: sealed, and in no fact or message (P5.1-LEFTBEHIND, decision 008). */
export const keepCarersPhone = async (
  { tx, seal }: Turn,
  student: string,
  { carer, phone }: CarerNamed,
): Promise<void> => {
  if (seal && phone) await keepTwelvePhones(tx, seal, student, { [CARER_TITLE]: { name: carer, phone } });
};
