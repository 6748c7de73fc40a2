/** A group with a bot, two teachers, and a puppet that notes what is sent and fails when told to. */
import { setMaxListeners } from 'node:events';
import { onTestFinished } from 'vitest';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import type { Incoming } from '../../../bot/incoming.ts';
import type { WechatyDependencies, WechatySettings, WechatyTrouble } from '../../../bot/wechaty/contract.ts';
import { openWechaty } from '../../../bot/wechaty/open.ts';
import { leaseOfOne, NOW, watching } from '../wecom/ai-bot.ts';

class NotingPuppet extends PuppetMock {
  readonly sent: { to: string; text: string; mentions: string[] }[] = [];
  /** Instead of sending. */
  sending: (() => Promise<void>) | null = null;
  isMute = false;

  override async messageSendText(to: string, text: string, mentions: string[] = []): Promise<void> {
    if (this.sending) return this.sending();
    this.sent.push({ to, text, mentions });
    await super.messageSendText(to, text);
  }

  override ding(data?: string): void {
    if (!this.isMute) setImmediate(() => this.emit('dong', { data: data ?? '' }));
  }
}

export const mockWorld = ({ botName = '小助手', logsIn = true } = {}) => {
  const mocker = new mock.Mocker();
  const puppet = new NotingPuppet({ mocker });
  const bot = mocker.createContact({ id: 'bot1', name: botName });
  const teacher = mocker.createContact({ id: 'Teacher1', name: '王老师' });
  const colleague = mocker.createContact({ id: 'teacher2', name: '小助手二号' });
  const memberIdList = [bot.id, teacher.id, colleague.id];
  const room = mocker.createRoom({ id: 'School1@chatroom', topic: '三年级群', memberIdList });
  if (logsIn) puppet.on('start', () => mocker.login(bot));
  /** A message with this very payload. */
  const bring = (payload: object) => {
    const id = `m${mocker.cacheMessagePayload.size}`;
    const common = { id, talkerId: teacher.id, listenerId: bot.id, type: 7, text: '', timestamp: NOW / 1000 };
    const message = mocker.MessageMock.create({ ...common, ...payload } as Parameters<
      typeof mocker.MessageMock.create
    >[0]);
    puppet.emit('message', { messageId: message.id });
    return message.id;
  };
  const bringFile = (name: string, content: Buffer) => {
    const file = { name, size: content.length, type: 1, metadata: {}, base64: content.toString('base64') };
    mocker.cacheFileBoxPayload.set('file', file as never);
    return bring({ id: 'file', type: 1, text: name });
  };
  return { mocker, puppet, bot, teacher, colleague, room, bring, bringFile };
};
export type World = ReturnType<typeof mockWorld>;

export const SETTINGS = {
  puppet: 'wechaty-puppet-service',
  token: 'insecure_local',
  endpoint: null,
  log: null,
} satisfies WechatySettings;

/** Shorter pauses pass by themselves; longer ones when `wake` is called. */
const PASSING = 1000;

/** Started, and stopped after the test. */
export const startChannel = async (
  changes: Partial<WechatyDependencies> & { settings?: Partial<WechatySettings>; clock?: { now: number } },
) => {
  const { settings, pauses, clock = { now: NOW }, ...dependencies } = changes;
  const { look, until } = watching();
  const taken: Incoming[] = [];
  const troubles: WechatyTrouble[] = [];
  const lines: unknown[] = [];
  const rests: number[] = [];
  const sleeping = new Set<() => void>();
  const note = (...line: unknown[]) => {
    lines.push(line);
    look();
  };
  const channel = await openWechaty(
    { ...SETTINGS, ...settings },
    {
      tryLease: leaseOfOne().tryLease,
      take: async (message) => {
        taken.push(message);
        look();
      },
      tellAdministrator: (trouble) => {
        troubles.push(trouble);
        look();
      },
      log: { info: note, warn: note, error: note } as WechatyDependencies['log'],
      now: () => clock.now,
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          if (signal.aborted) return resolve();
          setMaxListeners(0, signal);
          signal.addEventListener('abort', () => resolve());
          if (milliseconds < PASSING) return void setTimeout(resolve, milliseconds);
          rests.push(milliseconds);
          sleeping.add(resolve);
          look();
        }),
      pauses: { standby: 5, reconnect: 5, mostReconnect: 50, ...pauses },
      ...dependencies,
    },
  );
  if (!channel) throw new Error('there is no channel');
  channel.start();
  onTestFinished(() => channel.stop());
  return {
    channel,
    clock,
    taken,
    troubles,
    lines,
    /** The long pauses so far. */
    rests,
    until,
    look,
    online: () => until(() => channel.online),
    wake: () => {
      for (const resolve of sleeping) resolve();
      sleeping.clear();
    },
  };
};

/** A channel on a puppet in this process, logged in. */
export const mockChannel = async (changes: Parameters<typeof startChannel>[0] & { world?: World } = {}) => {
  const { world = mockWorld(), ...rest } = changes;
  const started = await startChannel({ puppet: () => world.puppet, ...rest });
  await started.online();
  return { ...world, ...started };
};
