import { COMPOUND_SURNAMES } from '../lexicon/people.ts';
import { Characters } from '../text/characters.ts';
import { SoundIndex } from '../text/sound-index.ts';
import { soundsOf } from '../text/sounds.ts';
import type { ClassRoster } from '../types.ts';
import type { ClassBook } from './class-names.ts';
import { classBook } from './class-names.ts';

/** One line of a roster, with its name cut up for look-ups. */
export interface Pupil {
  /** Where it stands among all of the rosters. */
  readonly place: number;
  /** The name with its class: namesakes of one class share it. */
  readonly key: string;
  readonly name: string;
  readonly roster: ClassRoster;
  readonly surname: string;
  readonly given: string;
}

type Index = ReadonlyMap<string, readonly Pupil[]>;

/** The rosters as a dictionary. Every index leads to all pupils that the key may mean. */
export interface RosterBook {
  readonly pupils: readonly Pupil[];
  readonly classes: ClassBook;
  readonly full: Index;
  readonly given: Index;
  /** Full names with one character of the given name left out; ends and beginnings of names of four and more. */
  readonly shortened: Index;
  /** By each character of the given name. */
  readonly character: Index;
  /** Full names by the sounds of their first two characters, by these characters, and by the first and third. */
  readonly sounds: SoundIndex<Pupil>;
  readonly start: Index;
  readonly outer: Index;
  /** Full names of two characters by the first. */
  readonly twoLong: Index;
  /** By the sounds of the first two characters of the given name. */
  readonly givenSounds: SoundIndex<Pupil>;
  readonly surname: Index;
  /** Full names by every character and by every sound in them. */
  readonly withCharacter: Index;
  readonly withSound: Index;
  /** With which characters a full name begins, and with which a given or shortened one. */
  readonly begins: Characters;
  readonly beginsShort: Characters;
  readonly longestName: number;
}

/** Dai names begin with these as others do with a surname, and nicknames are made of them. */
const FIRST_NAMES = '岩玉依艾';

const books = new WeakMap<readonly ClassRoster[], RosterBook>();

/** The dictionary of these rosters, made once for each array. */
export function rosterBook(classes: readonly ClassRoster[]): RosterBook {
  const known = books.get(classes);
  if (known !== undefined) return known;
  const book = compile(classes);
  books.set(classes, book);
  return book;
}

function compile(classes: readonly ClassRoster[]): RosterBook {
  const pupils = classes
    .flatMap((roster) => roster.students.map((name) => ({ name, roster })))
    .map(({ name, roster }, place) => pupil(place, name, roster));
  const full = index(pupils, ({ name }) => [name]);
  const given = index(pupils, ({ given: own }) => (own.length > 1 ? [own] : []));
  const shortened = index(pupils, shortForms);
  return {
    pupils,
    classes: classBook(classes),
    full,
    given,
    shortened,
    surname: index(pupils, ({ surname }) => [surname]),
    begins: firsts(full),
    beginsShort: firsts(given, shortened),
    character: index(pupils, ({ given: own, surname }) => [
      ...own,
      ...(FIRST_NAMES.includes(surname) ? [surname] : []),
    ]),
    sounds: new SoundIndex(pupils, ({ name }) => name),
    start: index(pupils, ({ name }) => [name.slice(0, 2)]),
    outer: index(pupils, ({ name }) => [name.charAt(0) + name.charAt(2)]),
    twoLong: index(pupils, ({ name }) => (name.length === 2 ? [name.charAt(0)] : [])),
    givenSounds: new SoundIndex(pupils, ({ given: own }) => own),
    withCharacter: index(pupils, ({ name }) => [...name, ...name.split('')]),
    withSound: index(pupils, ({ name }) => [...name].flatMap(soundsOf)),
    longestName: Math.max(0, ...pupils.map(({ name }) => name.length)),
  };
}

const firsts = (...indices: readonly Index[]): Characters =>
  new Characters(indices.flatMap((one) => [...one.keys()]));

function pupil(place: number, name: string, roster: ClassRoster): Pupil {
  const compound = name.length > 2 && COMPOUND_SURNAMES.some((surname) => name.startsWith(surname));
  const length = compound ? 2 : 1;
  return {
    place,
    key: `${roster.name}/${name}`,
    name,
    roster,
    surname: name.slice(0, length),
    given: name.slice(length),
  };
}

function shortForms({ name, surname, given }: Pupil): string[] {
  const forms: string[] = [];
  if (given.length > 1) {
    for (let place = 0; place < given.length; place++) {
      forms.push(surname + given.slice(0, place) + given.slice(place + 1));
    }
  }
  if (surname.length > 1) forms.push(surname);
  if (name.length > 3) forms.push(name.slice(0, 2), name.slice(-2));
  return forms;
}

function index(pupils: readonly Pupil[], keys: (pupil: Pupil) => readonly string[]): Index {
  const found = new Map<string, Pupil[]>();
  for (const one of pupils) {
    for (const key of new Set(keys(one))) {
      const others = found.get(key);
      if (others === undefined) found.set(key, [one]);
      else others.push(one);
    }
  }
  return found;
}
