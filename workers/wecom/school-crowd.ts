import type { CrowdWay } from '../channel.ts';
import type { WecomApi } from './api.ts';
import { bodies, openMessages } from './message-api.ts';
import { MOST_TEXT_BYTES } from './text-parts.ts';

/** As many parents as one school notice may name (doc 91609). */
const MOST_PARENTS = 1000;

/** School notices (学校通知) to many parents in one request. */
export const openSchoolCrowd = (api: WecomApi, agentId: number): CrowdWay => {
  const messages = openMessages(api, agentId);
  return {
    most: MOST_PARENTS,
    book: 'parent',
    write: ({ key, text, addresses }) => {
      // Cut by WeCom, it would be shown in part to a thousand people: a defect, found where texts are checked.
      if (Buffer.byteLength(text) > MOST_TEXT_BYTES) throw new Error(`too long for a school notice: ${key}`);
      return bodies.notice({ agentId, to: addresses, salt: key }, text);
    },
    send: async (body) => (await messages.notify(body)).invalidParents,
  };
};
