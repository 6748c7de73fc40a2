import { z } from 'zod';
import type { Database } from '../../prisma/client.ts';
import type { CrowdWay } from '../channel.ts';
import { deliverToSandbox } from './sandbox.ts';

/** Few, since each is a line of its own. */
const MOST_PEOPLE = 200;

const requestSchema = z.strictObject({
  key: z.string(),
  text: z.string(),
  recording: z.string().nullable(),
  at: z.number(),
  addresses: z.array(z.string()),
});

/** One text into many chats of the sandbox. */
export const sandboxCrowd = (database: Database): CrowdWay => ({
  most: MOST_PEOPLE,
  book: null,
  write: async (message) => JSON.stringify(message),
  send: async (body) => {
    const { key, text, recording, addresses, at } = requestSchema.parse(JSON.parse(body));
    for (const to of addresses)
      await deliverToSandbox(database, {
        ...{ key: `${key}|${to}`, to, text, at },
        ...{ kind: 'notice', rules: [], options: [], paper: null, recording },
      });
    return [];
  },
});
