import type { ErrandBody } from '../../workers/errands.ts';
import type { Receipt } from '../incoming.ts';
import type { WechatyChannel } from './contract.ts';

/**
 * Says what an errand asks, by Wechaty, which has neither buttons nor papers here: what comes with a paper is refused
 * before a word of it, so that another way can take all of it.
 */
export const performErrand = async (
  { to, text, instead, file }: Pick<ErrandBody, 'to' | 'text' | 'instead' | 'file'>,
  channel: Pick<WechatyChannel, 'say'> | null,
): Promise<Receipt> => {
  if (file) return { kind: 'refused', reason: 'no_files' };
  return channel ? channel.say(to, text || instead) : { kind: 'refused', reason: 'offline' };
};
