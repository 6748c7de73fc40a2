import { z } from 'zod';

const text = z.string().min(1);
const secret = text;
const url = (protocol: RegExp, shape: string) => z.url({ protocol, error: `wants ${shape}` });
const WEBHOOK = 'https://…/cgi-bin/webhook/send?key=… (several with commas; 学校名=地址 for one unit)';

/** The settings of the channels to people; `.env.example` says what each is for. */
export const channelSettings = {
  WECOM_CORP_ID: text.optional(),
  WECOM_AGENT_ID: z.coerce.number().int().positive().optional(),
  WECOM_AGENT_SECRET: secret.optional(),
  WECOM_CALLBACK_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/, 'wants 1 to 32 letters and digits')
    .optional(),
  WECOM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, 'wants exactly 43 letters and digits')
    .optional(),
  WECOM_API_BASE_URL: url(/^https?$/, 'https://host').default('https://qyapi.weixin.qq.com'),
  WECOM_AIBOT_ID: text.optional(),
  WECOM_AIBOT_SECRET: secret.optional(),
  WECOM_AIBOT_NAME: text.optional(),
  WECOM_AIBOT_WS_URL: url(/^wss?$/, 'wss://host').optional(),
  WECOM_SCHOOL_SECRET: secret.optional(),
  WECOM_CONTACT_SECRET: secret.optional(),
  WECOM_WEBHOOK_URLS: z
    .string()
    .transform((value, context) => {
      const webhooks = webhooksIn(value);
      if (!webhooks) context.addIssue(`wants ${WEBHOOK}`);
      return webhooks ?? z.NEVER;
    })
    .optional(),
  WECHATY_PUPPET: text.optional(),
  WECHATY_PUPPET_SERVICE_TOKEN: z.string().regex(/_/, 'wants a token with an underscore in it').optional(),
  WECHATY_PUPPET_SERVICE_ENDPOINT: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, 'wants host:port')
    .optional(),
  WECHATY_LOG: z.enum(['silent', 'error', 'warn', 'info', 'verbose', 'silly']).optional(),
};

type Settings = z.infer<z.ZodObject<typeof channelSettings>>;

/** A group that takes posts and sends none. */
export interface WebhookSetting {
  /** The school or township it belongs to; null for the whole county. */
  unit: string | null;
  url: string;
}

/** The channels that are on; null where nothing of a channel is set. */
export interface ChannelConfig {
  app: { corpId: string; agentId: number; secret: string } | null;
  callback: { corpId: string; token: string; encodingAesKey: string } | null;
  aiBot: { botId: string; secret: string; name: string | null; url: string | null } | null;
  school: { corpId: string; agentId: number; secret: string } | null;
  contact: { corpId: string; secret: string } | null;
  webhooks: readonly WebhookSetting[];
  wechaty: { puppet: string; token: string | null; endpoint: string | null; log: string | null } | null;
  baseUrl: string;
}

/** The puppet that speaks to a gateway, which wants a token; others have settings of their own. */
const GATEWAY_PUPPET = 'wechaty-puppet-service';

/** What each channel wants; a channel of which only a part is set is a mistake, not a wish. */
const CHANNELS: readonly { own: readonly (keyof Settings)[]; shared: readonly (keyof Settings)[] }[] = [
  { own: ['WECOM_AGENT_SECRET'], shared: ['WECOM_CORP_ID', 'WECOM_AGENT_ID'] },
  {
    own: ['WECOM_CALLBACK_TOKEN', 'WECOM_ENCODING_AES_KEY'],
    shared: ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_AGENT_SECRET'],
  },
  { own: ['WECOM_AIBOT_ID', 'WECOM_AIBOT_SECRET'], shared: [] },
  { own: ['WECOM_SCHOOL_SECRET'], shared: ['WECOM_CORP_ID', 'WECOM_AGENT_ID'] },
  { own: ['WECOM_CONTACT_SECRET'], shared: ['WECOM_CORP_ID'] },
];

/** Which channels are on, and what is missing of those that are half set, one sentence each. */
export const readChannels = (settings: Settings): { channels: ChannelConfig; missing: string[] } => {
  const missing = new Set<string>();
  const lacks = (channel: readonly (keyof Settings)[], because: keyof Settings): void => {
    for (const name of channel)
      if (settings[name] === undefined) missing.add(`${name}: wanted, because ${because} is set`);
  };
  for (const { own, shared } of CHANNELS) {
    const [given] = own.filter((name) => settings[name] !== undefined);
    if (given) lacks([...own, ...shared], given);
  }
  // Known to be needed only by what stands on them.
  if (settings.WECOM_AGENT_ID !== undefined && !settings.WECOM_SCHOOL_SECRET)
    lacks(['WECOM_CORP_ID', 'WECOM_AGENT_SECRET'], 'WECOM_AGENT_ID');
  const hasCorp = settings.WECOM_CORP_ID !== undefined;
  if (hasCorp && !settings.WECOM_CONTACT_SECRET && !settings.WECOM_SCHOOL_SECRET)
    lacks(['WECOM_AGENT_ID', 'WECOM_AGENT_SECRET'], 'WECOM_CORP_ID');
  for (const name of ['WECOM_AIBOT_NAME', 'WECOM_AIBOT_WS_URL'] as const)
    if (settings[name] !== undefined) lacks(['WECOM_AIBOT_ID', 'WECOM_AIBOT_SECRET'], name);
  for (const name of ['WECHATY_PUPPET_SERVICE_TOKEN', 'WECHATY_PUPPET_SERVICE_ENDPOINT'] as const)
    if (settings[name] !== undefined) lacks(['WECHATY_PUPPET'], name);
  if (settings.WECHATY_PUPPET === GATEWAY_PUPPET) lacks(['WECHATY_PUPPET_SERVICE_TOKEN'], 'WECHATY_PUPPET');
  return { channels: channelsOf(settings), missing: [...missing] };
};

const channelsOf = (settings: Settings): ChannelConfig => {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_AGENT_SECRET: agentSecret } = settings;
  const { WECOM_CALLBACK_TOKEN: token, WECOM_ENCODING_AES_KEY: encodingAesKey } = settings;
  const { WECOM_AIBOT_ID: botId, WECOM_AIBOT_SECRET: botSecret } = settings;
  const { WECOM_SCHOOL_SECRET: school, WECOM_CONTACT_SECRET: contact, WECHATY_PUPPET: puppet } = settings;
  return {
    app: corpId && agentId && agentSecret ? { corpId, agentId, secret: agentSecret } : null,
    callback: corpId && token && encodingAesKey ? { corpId, token, encodingAesKey } : null,
    aiBot:
      botId && botSecret
        ? {
            botId,
            secret: botSecret,
            name: settings.WECOM_AIBOT_NAME ?? null,
            url: settings.WECOM_AIBOT_WS_URL ?? null,
          }
        : null,
    school: corpId && agentId && school ? { corpId, agentId, secret: school } : null,
    contact: corpId && contact ? { corpId, secret: contact } : null,
    webhooks: settings.WECOM_WEBHOOK_URLS ?? [],
    wechaty: puppet
      ? {
          puppet,
          token: settings.WECHATY_PUPPET_SERVICE_TOKEN ?? null,
          endpoint: settings.WECHATY_PUPPET_SERVICE_ENDPOINT ?? null,
          log: settings.WECHATY_LOG ?? null,
        }
      : null,
    baseUrl: settings.WECOM_API_BASE_URL,
  };
};

/** Whether anybody outside this machine can be reached or heard. */
export const isReal = ({ app, aiBot, school, webhooks, wechaty }: ChannelConfig): boolean =>
  app !== null || aiBot !== null || school !== null || webhooks.length > 0 || wechaty !== null;

/** Null when one of them is no address with a key. */
const webhooksIn = (value: string): WebhookSetting[] | null => {
  const found = value
    .split(/[,，;；\s]+/)
    .filter(Boolean)
    .map((part): WebhookSetting | null => {
      const [, unit = null, address = ''] = /^(?:([^=:/]+)=)?(https?:\/\/\S+)$/.exec(part) ?? [];
      const key = URL.canParse(address) ? new URL(address).searchParams.get('key') : null;
      return key ? { unit, url: address } : null;
    });
  return found.length > 0 && found.every((one) => one !== null) ? found : null;
};
