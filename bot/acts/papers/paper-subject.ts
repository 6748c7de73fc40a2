import { dayOf } from '../../../domain/calendar/time.ts';
import { paperPeriods } from '../../../domain/cases/dispatching.ts';
import { type CaseFile, emptyFile } from '../../../domain/cases/file.ts';
import { paperAbout } from '../../../domain/papers/about.ts';
import { type PaperKind, PURPOSE_RECORDED, paperEntry } from '../../../domain/papers/kinds.ts';
import { paperPeriod } from '../../../domain/papers/period.ts';
import type { Role } from '../../../domain/people/roles.ts';
import type { Subject } from '../../../domain/signals.ts';
import { fileOf } from '../../../prisma/stores/answer-store.ts';
import { paperTitle, paperWords } from '../../../templates/paper-words.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';

/** One paper: what it is about, with the township whose matter it is, and which of its kind. */
export interface PaperSubject {
  about: Subject;
  period: string;
  /** In whose stream what is done to it is written. */
  stream: string;
}

/**
 * Which paper a speaker means, of a place of theirs or of what they named; a sentence when it is none they have to do
 * with: one of those who draft, check, sign or receipt it.
 */
export const paperSubject = async (
  turn: Turn,
  kind: PaperKind,
  who: string,
): Promise<PaperSubject | string> => {
  const candidates = subjectsOf(turn, kind, who);
  const mine: { about: Subject; file: CaseFile | null }[] = [];
  for (const candidate of candidates) {
    const { student } = candidate;
    const file = student ? ((await fileOf(turn.tx, student)) ?? emptyFile(student)) : null;
    const about = paperAbout(kind, candidate, file?.township ?? null);
    if (hasPart(turn, kind, about)) mine.push({ about, file });
  }
  const [found, ...others] = mine;
  const { about: level, per } = paperEntry(kind);
  if (!found) {
    if (who === '' && candidates.length === 0)
      return phrase(turn, 'paper_whose', {
        title: paperTitle(kind),
        level: phrase(turn, `paper_level_${level}`),
      });
    return phrase(turn, candidates.length === 0 ? 'paper_unknown' : 'paper_not_yours', {
      who,
      title: paperTitle(kind),
      readers: paperWords(kind, 'readers'),
      signs: paperWords(kind, 'signs'),
    });
  }
  if (others.length > 0)
    return phrase(turn, 'paper_which', {
      title: paperTitle(kind),
      level: phrase(turn, `paper_level_${level}`),
    });
  const { about, file } = found;
  if ((per === 'case' || per === 'dispatch') && file?.opened == null)
    return phrase(turn, 'paper_no_case', { who });
  const { directory, now } = turn;
  const stream =
    directory.students.get(about.student ?? '')?.school ??
    directory.classes.get(about.class ?? '')?.school ??
    about.school ??
    directory.parts.district.id;
  const visit = file?.visits
    .filter(({ purpose }) => purpose === PURPOSE_RECORDED[kind as keyof typeof PURPOSE_RECORDED])
    .at(-1);
  return {
    about,
    stream,
    period: paperPeriod(
      kind,
      visit?.on ?? dayOf(now),
      turn.calendarOf(stream),
      paperPeriods(file ?? emptyFile('')),
    ),
  };
};

/** What of a kind's level the words name, or the speaker stands for. */
const subjectsOf = ({ directory, speaker }: Turn, kind: PaperKind, who: string): Subject[] => {
  const { parts } = directory;
  const named = <Item extends { id: string; name: string }>(
    items: readonly Item[],
    own: readonly string[],
  ): string[] =>
    who === ''
      ? own.filter((id) => items.some((item) => item.id === id))
      : items.filter(({ name }) => who.endsWith(name)).map(({ id }) => id);
  switch (paperEntry(kind).about) {
    case 'student':
      return who === ''
        ? []
        : parts.students
            .filter((student) => isCalled(student, who, directory))
            .map(({ id }) => ({ student: id }));
    case 'class':
      return named(parts.classes, speaker.classes).map((id) => ({ class: id }));
    case 'school':
      return named(parts.schools, speaker.schools).map((id) => ({ school: id }));
    case 'village':
      return named(
        [...directory.villages.values()].map(({ id }) => ({ id, name: id })),
        speaker.villages,
      ).map((id) => ({ village: id }));
    case 'township':
      return named(parts.townships, speaker.townships).map((id) => ({ township: id }));
    case 'district':
      return [{ district: parts.district.id }];
  }
};

/** Whether words name a pupil: the name, with class or school before it where that was said. */
export const isCalled = (
  student: { name: string; class: string | null; school: string },
  who: string,
  { classes, schools }: Turn['directory'],
): boolean => {
  if (!who.endsWith(student.name)) return false;
  const before = who.slice(0, -student.name.length).replace(/[的\s]/g, '');
  const school = schools.get(student.school)?.name ?? '';
  const place = `${school}${classes.get(student.class ?? '')?.name ?? ''}`;
  return place.endsWith(before) || school === before;
};

const hasPart = (turn: Turn, kind: PaperKind, about: Subject): boolean => {
  const { drafts, checks, signs, receipts } = paperEntry(kind);
  return [drafts, checks, signs, receipts].some((role) => role !== null && holds(turn, role, about));
};

/** Whether the speaker stands in a post for a subject today, by own right or as a deputy. */
export const holds = ({ directory, speaker, now }: Turn, role: Role, about: Subject): boolean =>
  directory.holders(role, about, dayOf(now)).some(({ person }) => person === speaker.person);
