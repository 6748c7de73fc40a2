import type { Extent, Fact, Subject } from '../clauses/statements.ts';
import type { Pupil } from '../names/roster.ts';
import type { Words } from '../types.ts';

/** All that a message says of one pupil, or of a name that must be asked about. */
export interface Told {
  readonly said: string;
  /** Where in the message the name stands. */
  readonly at: readonly number[];
  /** One: certain. None: unknown. Several: which? */
  readonly pupils: readonly Pupil[];
  readonly section: Subject['section'];
  readonly facts: Fact[];
  readonly extents: Extent[];
  readonly contacts: Subject['contacts'];
  readonly same: boolean;
  readonly either: boolean;
  readonly bare: boolean;
  readonly added: boolean;
  readonly swapped: boolean;
}

/** Told of pupils whom the message does not name. */
export const toldOf = (pupils: readonly Pupil[], facts: Fact[] = []): Told => ({
  said: '',
  at: [],
  pupils,
  section: undefined,
  facts,
  extents: [],
  contacts: [],
  same: false,
  either: false,
  bare: true,
  added: false,
  swapped: false,
});

/** What an earlier message told has no place in a later one. */
export const fromBefore = <Said extends Words>(said: Said): Said => ({ ...said, at: -1 });

export const toldBefore = (one: Told): Told => ({
  ...one,
  at: [],
  facts: one.facts.map(fromBefore),
  extents: one.extents.map(({ words: _, ...extent }) => extent),
  contacts: one.contacts.map(fromBefore),
});
