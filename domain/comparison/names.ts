import { pinyin } from 'pinyin-pro';

/** Every way of writing a character that is the same character, by that character. */
export type Variants = ReadonlyMap<string, string>;

/** Everything that parts a name without being of it: dots of minority names, spaces, dashes, brackets. */
const PARTING = /[\s·•・‧∙⋅●.．。,，、'’`\-—_()（）]/gu;

/** A name as it is compared: full width and compatibility forms, dots and spaces gone, variants made one. */
export const plainName = (name: string, variants: Variants): string =>
  [...name.normalize('NFKC').replace(PARTING, '').toLowerCase()]
    .map((char) => variants.get(char) ?? char)
    .join('');

const sounds = new Map<string, string>();

const soundOf = (char: string): string => {
  const known = sounds.get(char);
  if (known !== undefined) return known;
  const sound = pinyin(char, { toneType: 'none', v: true });
  sounds.set(char, sound);
  return sound;
};

/** How a plain name sounds, without tones: equal for 张伟 and 张玮. Character by character, so that context changes nothing. */
export const nameSound = (plain: string): string => [...plain].map(soundOf).join(' ');
