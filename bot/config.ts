import { z } from 'zod';
import { type ChannelConfig, channelSettings, isReal, readChannels } from './config-channels.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.enum(['on', 'off']);

/** Every setting, all optional; `.env.example` lists them with what they do. Parsed once, at start. */
const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  DATA_KEY: z.string().min(1).optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'wants postgres://user:password@host:port/name' })
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'wants redis://host:port' }).optional(),
  COUNTY: z
    .string()
    .regex(/^[\w-]+$/, 'wants a folder name under seeds/policy')
    .default('dongchuan'),
  SANDBOX: flag.optional(),
  SWEEP_MS: z.coerce.number().int().min(50).max(60_000).default(1000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ...channelSettings,
});

/** The settings as read; the channels that are on stand together under `channels`. */
export type Config = Omit<z.infer<typeof schema>, keyof typeof channelSettings | 'SANDBOX'> & {
  channels: ChannelConfig;
  /** Whether the sandbox page is served, and its movable clock is the product's. */
  sandbox: boolean;
};

/** Settings that cannot be used; the message lists all that is wrong. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
}

/** Reads the settings. Empty ones count as not set. Throws ConfigFault with every complaint. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw fault(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const { SANDBOX, ...settings } = parsed.data;
  const { channels, missing } = readChannels(settings);
  const sandbox = SANDBOX ? SANDBOX === 'on' : !isReal(channels);
  // Whoever can open the page can speak as anybody.
  const isOpen = sandbox && !LOOPBACK.test(settings.HOST);
  const complaints = [...missing, ...(isOpen ? ['HOST: wants 127.0.0.1 as long as SANDBOX is on'] : [])];
  if (complaints.length > 0) throw fault(complaints);
  return { ...settings, channels, sandbox };
};

/** The county that was `typed`, or that the settings name, for whoever asks nothing else of them. Throws ConfigFault. */
export const readCounty = ({ COUNTY }: NodeJS.ProcessEnv, typed?: string): string => {
  const parsed = schema.shape.COUNTY.safeParse(typed ?? (COUNTY || undefined));
  if (parsed.success) return parsed.data;
  throw fault(parsed.error.issues.map(({ message }) => `COUNTY: ${message}`));
};

const LOOPBACK = /^(127\.0\.0\.1|localhost|::1)$/;

const fault = (complaints: readonly string[]): ConfigFault =>
  new ConfigFault(
    `设置有误，请改好再启动（各项说明见 .env.example）：\n${complaints.map((line) => `  ${line}`).join('\n')}`,
  );
