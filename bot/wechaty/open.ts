import type { WechatyChannel, WechatyDependencies, WechatySettings } from './contract.ts';

/** The channel, not yet started; null when it is not configured, and then not even its packages are loaded. */
export const openWechaty = async (
  settings: WechatySettings | null,
  dependencies: WechatyDependencies,
): Promise<WechatyChannel | null> => {
  if (!settings) return null;
  // Without it Wechaty neither starts nor fails.
  if (settings.token !== null && !settings.token.includes('_'))
    throw new Error('a Wechaty token has an underscore in it');
  const { Channel } = await import('./channel.ts');
  return new Channel(settings, dependencies);
};
