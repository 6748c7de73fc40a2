import { dayOf } from '../domain/calendar/time.ts';
import { speakerOf } from '../domain/conversation/speaker.ts';
import { personOf } from '../prisma/stores/account-store.ts';
import { tryLease } from '../prisma/stores/lease-store.ts';
import type { Card } from '../templates/cards.ts';
import { aiBotLease } from '../workers/errands.ts';
import { helpFor } from './help.ts';
import type { Incoming } from './incoming.ts';
import { takeIn } from './intake.ts';
import { type Connecting, startErrands, tellOfConnection } from './start-errands.ts';
import { AiBot, type AiBotSettings } from './wecom/ai-bot.ts';
import { performErrand } from './wecom/ai-bot-desk.ts';

/** Runs the AI bot: what is said to it is taken in, what workers leave for it is said. */
export const startAiBot = (
  settings: AiBotSettings,
  connecting: Connecting,
): { readonly online: boolean; stop(): Promise<void> } => {
  const { databaseUrl, intake, log } = connecting;
  const { database, keeper, words } = intake;
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
    tellAdministrator: (trouble) => tellOfConnection(connecting, 'aibot', trouble),
    log,
    now,
  });
  bot.start();
  const errands = startErrands(connecting, {
    channel: 'aibot',
    owns: () => bot.owns,
    perform: (errand) => performErrand(errand, bot),
  });
  return {
    get online() {
      return bot.online;
    },
    stop: async () => {
      await errands.stop();
      await bot.stop();
    },
  };
};

/** The database is away, but whoever wrote shall know that nothing is lost. */
const sayKept = async (bot: AiBot, { messageId, conversation }: Incoming, text: string): Promise<void> => {
  await bot.reply({ messageId, conversation }, text).catch(() => undefined);
};
