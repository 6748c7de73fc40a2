import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.enum(['on', 'off']);

/** Every setting, all optional; `.env.example` lists them with what they do. Parsed once, at start. */
const schema = z.object({
  PORT: port.default(3000),
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
});
export type Config = z.infer<typeof schema>;

/** Settings that cannot be used; the message lists all that is wrong. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
}

/** Reads the settings. Empty ones count as not set. Throws ConfigFault with every complaint. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigFault(`设置有误，请改好再启动（各项说明见 .env.example）：\n${complaints.join('\n')}`);
};
