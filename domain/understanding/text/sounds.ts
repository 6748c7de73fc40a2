import { pinyin } from 'pinyin-pro';
import { LOOKALIKES } from '../lexicon/shapes.ts';

const sounds = new Map<string, readonly string[]>();

const merged = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[^g]|$)/, 'l')
    .replace(/^h/, 'f')
    .replace(/([aei])ng$/, '$1n')
    .replace('ü', 'v');

/**
 * The sounds of one character or typed syllable, as the south-west mixes them: no tones, n/l, zh/z, ch/c, sh/s,
 * h/f, in/ing, en/eng, an/ang. Several for a character with several readings.
 */
export function soundsOf(unit: string): readonly string[] {
  const known = sounds.get(unit);
  if (known !== undefined) return known;
  const readings = /^[a-z]+$/.test(unit)
    ? [unit]
    : pinyin(unit, { toneType: 'none', multiple: true, type: 'array' });
  const found = [...new Set(readings.map(merged))];
  sounds.set(unit, found);
  return found;
}

/** Whether two characters may be heard as one another. */
export function soundAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const others = soundsOf(other);
  for (const sound of soundsOf(one)) if (others.includes(sound)) return true;
  return false;
}

/**
 * Whether one may be heard or spoken for the other beside a clear sound: the same final (祥, 强), or the same initial and a
 * vowel in common (高, 刚). 哥 and 锅 rhyme in the south-west.
 */
export function soundNear(one: string, other: string): boolean {
  const others = soundsOf(other).map(parted);
  return soundsOf(one)
    .map(parted)
    .some(([initial, final]) =>
      others.some(
        ([begins, ends]) =>
          final === ends || (initial === begins && [...final].some((vowel) => ends.includes(vowel))),
      ),
    );
}

const parted = (sound: string): readonly [initial: string, final: string] => {
  const [initial = ''] = /^[^aeiouv]*/.exec(sound) ?? [];
  return [initial, sound.slice(initial.length).replace(/^e$/, 'uo')];
};

/** Whether two names may be heard as one another. */
export const areHeardAlike = (one: string, other: string): boolean =>
  one.length === other.length && [...one].every((char, at) => soundAlike(char, other.charAt(at)));

const families = new Map<string, string>();
for (const family of LOOKALIKES) for (const char of family) families.set(char, family);

/** Whether two characters are easily taken for one another by their look. */
export const lookAlike = (one: string, other: string): boolean => families.get(one)?.includes(other) ?? false;

const INITIALS =
  /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|vn|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v)/;

/** Cuts typed pinyin into syllables, greedily; null when it is none. */
export function syllables(run: string): string[] | null {
  const found: string[] = [];
  let rest = run;
  while (rest !== '') {
    const syllable = INITIALS.exec(rest)?.[0];
    if (syllable === undefined) return null;
    found.push(syllable);
    rest = rest.slice(syllable.length);
  }
  return found;
}
