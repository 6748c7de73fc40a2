import { log } from 'wechaty-puppet';
import { resolvePuppet } from 'wechaty-puppet/helpers';
import type { PuppetInterface } from 'wechaty-puppet/impls';
import type { WechatySettings } from './contract.ts';

/**
 * A new connection to the gateway, not yet started. Its package is loaded by its name, as the county chose it; to import
 * `wechaty-puppet-service` here would also change the type of `promisify` for everybody.
 */
export const puppetFor = async ({ puppet, token, endpoint }: WechatySettings): Promise<PuppetInterface> => {
  // Whether it is encrypted is Wechaty's own variable, WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT.
  const puppetOptions = { ...(token ? { token } : {}), ...(endpoint ? { endpoint } : {}) };
  const made = await resolvePuppet({ puppet: puppet as 'wechaty-puppet-service', puppetOptions });
  // All that listens so far would keep people's names in files of the home directory.
  made.removeAllListeners('login');
  made.removeAllListeners('logout');
  return made;
};

/** Wechaty's own log, which tells what people say, and the token. */
export const setLog = (level: WechatySettings['log']): void => {
  const levels = ['silent', 'error', 'warn', 'info', 'verbose', 'silly'] as const;
  log.level(levels.find((one) => one === level?.toLowerCase()) ?? 'silent');
};
