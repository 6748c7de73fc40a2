import { dayOf } from '../calendar/time.ts';
import type { CaseFile } from '../cases/file.ts';
import type { World } from '../decision.ts';
import type { Fact } from '../facts/fact.ts';
import type { FamilyFactBody } from '../facts/family-fact.ts';
import type { Say } from '../notices/compose.ts';
import { plainItem } from '../notices/said.ts';
import { writtenTo } from './addressees.ts';
import { sayBlocked } from './blocked.ts';
import { contactOf, valuesFor } from './fill.ts';
import type { FamilyNotes } from './notes.ts';

type Mistaken = Extract<FamilyFactBody, { kind: 'alarm_mistaken' }>;

/** The child is there, or the report was taken back and the roll is told anew. */
const TEXTS = { present: 'L12', withdrawn: 'L13' } as const;
/** What was asked of the family that day; asked again should the child be missed once more. */
const ASKED: readonly string[] = ['L1', 'L2'];
const OF_THE_FAMILY = 'P3.1-CHECK-1H';
const OF_THE_LIST = 'P3.1-REPORT-2H';

/** How often that day's questions were taken back; part of the keys of those that are asked again. */
export const timesMistaken = (family: FamilyNotes | undefined, day: string): number => {
  const note = family?.texts[TEXTS.present];
  return note?.on === day ? Number(note.period) : 0;
};

/** What was asked of the family that day counts as not asked, and is counted as taken back. */
export const withMistake = (notes: FamilyNotes, { day }: Mistaken): FamilyNotes => {
  const left = Object.entries(notes.texts).filter(([id, { on }]) => !ASKED.includes(id) || on !== day);
  const times = String(timesMistaken(notes, day) + 1);
  const note = { period: times, state: 'told' as const, on: day };
  return { ...notes, texts: { ...Object.fromEntries(left), [TEXTS.present]: note } };
};

/**
 * A child was reported missing by mistake: to the guardians who were asked where it is, and to whoever got the list with it.
 * Where nothing goes to the family (policy.md §6.5), this does not either.
 */
export const sayMistaken = (
  { student: id, day, told, present }: Mistaken,
  file: CaseFile,
  fact: Fact,
  world: World,
): Say[] => {
  const { directory, policy, now } = world;
  const pupil = directory.students.get(id);
  if (!pupil) return [];
  // Said at night it is read in the morning.
  const asked = { asked: day };
  const common = {
    ...{ kind: 'notice' as const, options: [], late: false, whileLive: false, urgent: false },
    ...{ turn: fact.key, values: asked },
  };
  const office = told
    .filter((person) => !pupil.guardians.includes(person) && person !== fact.by.person)
    .map((to): Say => {
      const role = directory.named(to, dayOf(now))?.role ?? 'academic_office';
      const item = plainItem(OF_THE_LIST, '名单更正', { student: id }, world);
      return { ...common, to, role, words: `${OF_THE_LIST}/corrected`, item };
    });
  const guardians = writtenTo(file, pupil.guardians).filter((one) => told.includes(one));
  const text = policy.parentTexts.find(TEXTS[present ? 'present' : 'withdrawn']);
  if (guardians.length === 0 || !text) return office;
  const blocked = policy.parentTexts.blockedOn(text.id, dayOf(now));
  if (blocked) return [...office, ...sayBlocked(blocked, OF_THE_FAMILY, world)];
  const values = {
    ...valuesFor(file, pupil, world),
    contact: contactOf(text, file, pupil, world),
    ...asked,
  };
  return [
    ...office,
    ...guardians.map(
      (to): Say => ({
        ...common,
        ...{ to, role: 'guardian', words: text.words, values, room: 'none' },
        item: plainItem(OF_THE_FAMILY, text.title, { student: id }, world),
        matter: `${text.words}|${fact.key}`,
      }),
    ),
  ];
};
