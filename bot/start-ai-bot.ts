import type { Logger } from 'pino';
import { dayOf } from '../domain/calendar/time.ts';
import { speakerOf } from '../domain/conversation/speaker.ts';
import type { Secrets } from '../prisma/secrets.ts';
import { personOf } from '../prisma/stores/account-store.ts';
import { tryLease } from '../prisma/stores/lease-store.ts';
import type { Card } from '../templates/cards.ts';
import { aiBotLease } from '../workers/errands.ts';
import { every } from '../workers/every.ts';
import { ErrandRunner } from './errands.ts';
import { helpFor } from './help.ts';
import type { Incoming } from './incoming.ts';
import { type IntakeDependencies, takeIn } from './intake.ts';
import { AiBot, type AiBotSettings } from './wecom/ai-bot.ts';
import { performErrand } from './wecom/ai-bot-desk.ts';

export interface AiBotParts {
  databaseUrl: string;
  secrets: Secrets;
  intake: IntakeDependencies;
  log: Logger;
  tellAdministrator(told: { code: string; say: string }): Promise<void>;
}

const LOOK_EVERY_MS = 100;

/** Runs the AI bot: what is said to it is taken in, what workers leave for it is said. */
export const startAiBot = (
  settings: AiBotSettings,
  { databaseUrl, secrets, intake, log, tellAdministrator }: AiBotParts,
): { readonly online: boolean; stop(): Promise<void> } => {
  const { database, keeper, words, onTrouble } = intake;
  // A card's new face is known as soon as its tap is taken in.
  const faces = new Map<string, Card>();
  const now = () => Date.now();
  const bot = new AiBot(settings, {
    tryLease: () => tryLease(databaseUrl, aiBotLease(settings.botId)),
    take: async (message) => {
      const taken = await takeIn(message, intake);
      if (taken?.card) faces.set(message.messageId, taken.card);
      if (!taken) await sayKept(bot, message, words.say('phrase:kept_for_later', { now: now() }));
    },
    settle: async ({ messageId }) => {
      const card = faces.get(messageId);
      faces.delete(messageId);
      return card ? { card } : null;
    },
    welcome: async (sender) => {
      const person = await personOf(database, 'member', sender);
      const speaker = speakerOf(keeper.current().directory, person, dayOf(await intake.now()));
      return words.say(speaker ? helpFor(speaker) : 'replies/unknown_sender', { now: now() });
    },
    tellAdministrator: ({ kind, ...more }) => {
      const values = { code: 'code' in more ? (more.code ?? '') : '' };
      const say = words.say(`phrase:aibot_${kind}`, { values, now: now() });
      tellAdministrator({ code: `aibot_${kind}`, say }).catch((error: unknown) => onTrouble('aibot', error));
    },
    log,
    now,
  });
  bot.start();
  const errands = new ErrandRunner({
    ...{ database, secrets, channel: 'aibot', now, onTrouble },
    owns: () => bot.owns,
    perform: (errand) => performErrand(errand, bot),
  });
  const desk = every(
    LOOK_EVERY_MS,
    () => errands.look(),
    (error) => onTrouble('errand', error),
  );
  return {
    get online() {
      return bot.online;
    },
    stop: async () => {
      await desk.stop();
      await errands.idle();
      await bot.stop();
    },
  };
};

/** The database is away, but whoever wrote shall know that nothing is lost. */
const sayKept = async (bot: AiBot, { messageId, conversation }: Incoming, text: string): Promise<void> => {
  await bot.reply({ messageId, conversation }, text).catch(() => undefined);
};
