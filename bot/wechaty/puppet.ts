import { log } from 'wechaty-puppet';
import type { PuppetInterface } from 'wechaty-puppet/impls';
import { PuppetService } from 'wechaty-puppet-service';
import type { WechatySettings } from './contract.ts';

const SERVICE = 'wechaty-puppet-service';

/** A new connection to the gateway, not yet started; the name of its package if it is another than the usual one. */
export const puppetFor = ({ puppet, token, endpoint }: WechatySettings): PuppetInterface | string => {
  if (puppet !== SERVICE) return puppet;
  // Whether it is encrypted is Wechaty's own variable, WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT.
  const service = new PuppetService({ token, ...(endpoint ? { endpoint } : {}) });
  // All that listens so far would keep people's names in files of the home directory.
  service.removeAllListeners('login');
  service.removeAllListeners('logout');
  return service;
};

/** Wechaty's own log, which tells what people say, and the token. */
export const setLog = (level: WechatySettings['log']): void => {
  const levels = ['silent', 'error', 'warn', 'info', 'verbose', 'silly'] as const;
  log.level(levels.find((one) => one === level?.toLowerCase()) ?? 'silent');
};
