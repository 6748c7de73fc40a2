import type { Logger } from 'pino';
import type { Secrets } from '../prisma/secrets.ts';
import { every } from '../workers/every.ts';
import { type ErrandDependencies, ErrandRunner } from './errands.ts';
import type { IntakeDependencies } from './intake.ts';

/** What a channel stands on that one process of all is connected with. */
export interface Connecting {
  databaseUrl: string;
  secrets: Secrets;
  intake: IntakeDependencies;
  log: Logger;
  tellAdministrator(told: { code: string; say: string }): Promise<void>;
}

const LOOK_EVERY_MS = 100;

/** Does what workers leave for a connection; once stopped, what was under way has come to its end. */
export const startErrands = (
  { secrets, intake: { database, onTrouble } }: Connecting,
  connection: Pick<ErrandDependencies, 'channel' | 'owns' | 'perform'>,
): { stop(): Promise<void> } => {
  const errands = new ErrandRunner({ database, secrets, now: () => Date.now(), onTrouble, ...connection });
  const looking = every(
    LOOK_EVERY_MS,
    () => errands.look(),
    (error) => onTrouble('errand', error),
  );
  return {
    stop: async () => {
      await looking.stop();
      await errands.idle();
    },
  };
};

/** Tells the administrator what a connection runs into, in a phrase of its own: `aibot_evicted`, `wechaty_login_needed`. */
export const tellOfConnection = (
  { intake: { words, onTrouble }, tellAdministrator }: Connecting,
  channel: ErrandDependencies['channel'],
  { kind, code }: { kind: string; code?: number | null },
): void => {
  const name = `${channel}_${kind}`;
  const say = words.say(`phrase:${name}`, { values: { code: code ?? '' }, now: Date.now() });
  tellAdministrator({ code: name, say }).catch((error: unknown) => onTrouble(channel, error));
};
