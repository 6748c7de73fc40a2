import type { Pupil, RosterBook } from '../names/roster.ts';
import { isHanAt, sticky } from './characters.ts';
import { lookAlike, soundAlike, soundNear, soundsOf, syllables } from './sounds.ts';

/** A character, or a typed syllable, of the message. `end` is -1 inside a run of letters. */
export interface Unit {
  readonly said: string;
  readonly start: number;
  readonly end: number;
}

/** A pupil whom a slip of the pen may mean. */
export interface SlipFit {
  readonly pupil: Pupil;
  readonly end: number;
  readonly rightSurname: boolean;
  /** Where the typed characters differ; a phrase that begins there speaks against the slip. */
  readonly differsAt: readonly number[];
  /** The character that differs is heard and read as another, 罗小弟 for 罗小龙: by itself no slip that anybody makes. */
  readonly far?: boolean;
}

const LETTERS = /[a-z]{1,30}/y;

/** The units from `start`, at most `count`; letters are read as pinyin. */
export function unitsAt(text: string, start: number, count: number): Unit[] {
  const units: Unit[] = [];
  let place = start;
  while (place < text.length && units.length < count) {
    if (isHanAt(text, place)) {
      units.push({ said: text.charAt(place), start: place, end: place + 1 });
      place++;
      continue;
    }
    // "li yan"
    const apart = text.charAt(place) === ' ' && /^[a-z]/.test(units.at(-1)?.said ?? '');
    if (apart && sticky(LETTERS, text, place + 1) !== null) place++;
    const run = sticky(LETTERS, text, place)?.[0];
    const parts = run === undefined ? null : syllables(run);
    if (run === undefined || parts === null) break;
    const end = place + run.length;
    for (const [nth, said] of parts.entries()) {
      units.push({ said, start: place, end: nth === parts.length - 1 ? end : -1 });
    }
    place = end;
  }
  return units;
}

/** Pupils whose full name sounds the same, differs in one character, or has one fewer. */
export function fullNameSlips(book: RosterBook, units: readonly Unit[]): SlipFit[] {
  const fits: SlipFit[] = [];
  for (const pupil of near(book, units)) {
    const same = sameLength(pupil, units);
    if (same !== undefined) fits.push(same);
    const longer = oneTooMany(pupil, units);
    if (longer !== undefined) fits.push(longer);
  }
  const right = fits.filter(({ rightSurname }) => rightSurname);
  return right.length > 0 ? right : fits;
}

/** Whether a slip for any name may begin with the character at a place; letters are read as pinyin. */
export function maySlipAt(book: RosterBook, text: string, place: number): boolean {
  if (!isHanAt(text, place)) return true;
  const char = text.charAt(place);
  return book.begins.at(text, place) || book.sounds.begins(char) || book.givenSounds.begins(char);
}

/** Whose name may have been meant: it sounds so, or only its second character is another or stands one place on. */
function near(book: RosterBook, units: readonly Unit[]): Iterable<Pupil> {
  const first = units[0]?.said ?? '';
  const alike = book.sounds.alike(first, units[1]?.said ?? '');
  if (!book.begins.at(first, 0)) return alike;
  const outer = first + (units[2]?.said ?? '');
  return new Set([
    ...alike,
    ...(book.outer.get(outer) ?? []),
    ...(book.start.get(outer) ?? []),
    ...(book.twoLong.get(first) ?? []),
  ]);
}

function sameLength(pupil: Pupil, units: readonly Unit[]): SlipFit | undefined {
  const { name, surname } = pupil;
  const last = units[name.length - 1];
  if (last === undefined || last.end < 0) return undefined;
  const differsAt: number[] = [];
  let otherwise = -1;
  for (let place = 0; place < name.length; place++) {
    const unit = units[place];
    const char = name.charAt(place);
    if (unit === undefined) return undefined;
    if (unit.said === char) continue;
    if (!soundAlike(unit.said, char)) {
      if (otherwise >= 0 || place < surname.length) return undefined;
      otherwise = place;
    }
    differsAt.push(unit.start);
  }
  const rightSurname = units.slice(0, surname.length).every(({ said }, nth) => said === surname.charAt(nth));
  const fit = { pupil, end: last.end, rightSurname, differsAt };
  if (otherwise < 0) return fit;
  if (differsAt.length > 1 || !rightSurname) return undefined;
  const typed = units[otherwise]?.said ?? '';
  const meant = name.charAt(otherwise);
  if (lookAlike(typed, meant)) return fit;
  if (name.length === 2) return undefined;
  return soundNear(typed, meant) ? fit : { ...fit, far: true };
}

function oneTooMany(pupil: Pupil, units: readonly Unit[]): SlipFit | undefined {
  const { name, surname } = pupil;
  const last = units[name.length];
  if (last === undefined || last.end < 0) return undefined;
  let extra = 0;
  while (extra < name.length && units[extra]?.said === name.charAt(extra)) extra++;
  if (extra < surname.length) return undefined;
  for (let place = extra + 1; place <= name.length; place++) {
    if (units[place]?.said !== name.charAt(place - 1)) return undefined;
  }
  return { pupil, end: last.end, rightSurname: true, differsAt: [units[extra]?.start ?? last.start] };
}

/** Pupils whose given name, of two characters or more, sounds like what was typed. */
export function givenNameSlips(book: RosterBook, units: readonly Unit[]): SlipFit[] {
  return book.givenSounds.alike(units[0]?.said ?? '', units[1]?.said ?? '').flatMap((pupil) => {
    const { length } = pupil.given;
    const end = units[length - 1]?.end ?? -1;
    if (end < 0) return [];
    for (let place = 0; place < length; place++) {
      if (!soundAlike(units[place]?.said ?? '', pupil.given.charAt(place))) return [];
    }
    const typed = units.slice(0, length);
    const differsAt = typed.filter(({ said }, nth) => said !== pupil.given.charAt(nth));
    return { pupil, end, rightSurname: true, differsAt: differsAt.map(({ start }) => start) };
  });
}

/** The roster names nearest to what was said, best first: shared characters count most, sounds next. */
export function nearest(book: RosterBook, said: string, count = 3): string[] {
  const likeness = new Map<Pupil, number>();
  for (const [nth, unit] of [...said].entries()) {
    const heard = new Set(book.withCharacter.get(unit));
    for (const pupil of heard) add(likeness, pupil, pupil.name.charAt(nth) === unit ? 3 : 2);
    for (const pupil of new Set(soundsOf(unit).flatMap((sound) => book.withSound.get(sound) ?? [])))
      if (!heard.has(pupil)) add(likeness, pupil, 1);
  }
  return [...likeness]
    .filter(([, score]) => score > 1)
    .toSorted(([one, a], [other, b]) => b - a || one.place - other.place)
    .slice(0, count)
    .map(([{ name }]) => name);
}

const add = (scores: Map<Pupil, number>, pupil: Pupil, score: number): void => {
  scores.set(pupil, (scores.get(pupil) ?? 0) + score);
};
