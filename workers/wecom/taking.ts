import { HOUR, type Instant, MINUTE } from '../../domain/calendar/time.ts';
import type { Database } from '../../prisma/client.ts';
import { type ShownCard, setCode, settleCard, unsettledCardsOf } from '../../prisma/stores/card-store.ts';
import { msgidsOf } from '../../prisma/stores/message-store.ts';
import type { Words } from '../../templates/words.ts';
import { WecomRefusal, WecomSilence } from './codes.ts';
import type { MessageApi } from './message-api.ts';
import type { Telling } from './telling.ts';

/** What was shown can be changed afterwards. */
export interface Taking {
  /**
   * Greys the cards none of whose duties is left to do: those about any of these duties, or with null all there are.
   * Returns how many were settled. What WeCom does not take now stays for a later call; those within a minute do
   * nothing, so that it may be called with every sweep.
   */
  settleCards(duties: readonly string[] | null): Promise<number>;
  /** Takes a notice back, as far as it is not older than a day. Returns how many of its messages went. */
  recall(key: string): Promise<number>;
}

export interface TakingDependencies {
  database: Database;
  messages: MessageApi;
  telling: Telling;
  words: Words;
  now(): Instant;
}

/** A card can be changed for so long. */
const CODE_KEPT = 72 * HOUR;
/** After WeCom did not take one. */
const REST = MINUTE;

export const openTaking = ({ database, messages, telling, words, now }: TakingDependencies): Taking => {
  let restsUntil: Instant = 0;

  /** False when it may work the next time. */
  const grey = async ({ task, address, code, at }: ShownCard): Promise<boolean> => {
    // Shown, but the code was lost, used or is over: the buttons stay, and a tap is answered with what was done.
    if (code === null || now() - at >= CODE_KEPT) return true;
    const word = words.say('phrase:card_settled', { now: now() });
    const done = await tried(() => messages.replaceButton({ users: [address], responseCode: code, word }));
    if (done) await setCode(database, task, null);
    return done;
  };

  /** True when it was done, or never will be. */
  const tried = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (fault) {
      await telling.tellOf(fault);
      if (fault instanceof WecomSilence) return false;
      if (!(fault instanceof WecomRefusal)) throw fault;
      return fault.again === null && fault.meaning.class !== 'configuration';
    }
  };

  return {
    settleCards: async (duties) => {
      if (now() < restsUntil) return 0;
      let settled = 0;
      for (const card of await unsettledCardsOf(database, 'app', duties)) {
        if (!(await grey(card))) {
          restsUntil = now() + REST;
          break;
        }
        if (await settleCard(database, card.task, now())) settled += 1;
      }
      return settled;
    },
    recall: async (key) => {
      let gone = 0;
      for (const msgid of await msgidsOf(database, 'app', key))
        try {
          await messages.recall(msgid);
          gone += 1;
        } catch (fault) {
          await telling.tellOf(fault);
          if (!(fault instanceof WecomRefusal) && !(fault instanceof WecomSilence)) throw fault;
        }
      return gone;
    },
  };
};
