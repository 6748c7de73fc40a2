import type { SchoolCalendar } from '../../domain/calendar/school-calendar.ts';
import type { Day, Instant } from '../../domain/calendar/time.ts';
import type { County } from '../../domain/decision.ts';
import { paperAbout } from '../../domain/papers/about.ts';
import { type Office, type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';
import { guardiansByLaw } from '../../domain/people/carers.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { Subject } from '../../domain/signals.ts';
import type { Database } from '../../prisma/client.ts';
import type { Secrets } from '../../prisma/secrets.ts';
import type { Head } from '../../templates/papers/content.ts';
import { officeName } from '../../templates/papers/offices.ts';

/** What a paper is drafted from. */
export interface Drafting {
  kind: PaperKind;
  about: Subject;
  /** The township that persuades; null while none is decided, and where the paper is about no pupil. */
  inCharge: string | null;
  period: string;
  now: Instant;
  today: Day;
  number: string | null;
  county: County;
  calendar: SchoolCalendar;
  directory: Directory;
  database: Database;
  secrets: Secrets;
}

/** The places a subject stands in: what its papers name and number by. */
export interface Places {
  class: string | null;
  school: string | null;
  village: string | null;
  /** Of the school, or the one that persuades once that is decided (`paperAbout`). */
  township: string | null;
  district: string;
}

export const placesOf = (about: Subject, directory: Directory): Places => {
  const student = directory.students.get(about.student ?? '');
  const classId = about.class ?? student?.class ?? null;
  const school = about.school ?? student?.school ?? directory.classes.get(classId ?? '')?.school ?? null;
  const village = about.village ?? null;
  return {
    class: classId,
    school,
    village,
    township:
      about.township ??
      directory.villages.get(village ?? '')?.township ??
      directory.schools.get(school ?? '')?.township ??
      null,
    district: directory.parts.district.id,
  };
};

/** The unit in whose series a paper is numbered. */
export const issuerOf = (kind: PaperKind, about: Subject, directory: Directory): string => {
  const places = placesOf(about, directory);
  const { from } = paperEntry(kind);
  // The government numbers what it signs apart from its bureau.
  if (from === 'government') return `${places.district} government`;
  const unit = from === 'school' ? places.school : from === 'township' ? places.township : places.district;
  return unit ?? places.district;
};

/** 班主任 and 科任教师 of a class, each once (P1.2-LETTER-EDU2). */
export const teachersOf = ({ about, directory, today }: Pick<Drafting, 'about' | 'directory' | 'today'>) => {
  const all = (['homeroom_teacher', 'subject_teacher'] as const).flatMap((role) =>
    directory.holders(role, about, today),
  );
  return all.filter(({ person }, place) => all.findIndex((one) => one.person === person) === place);
};

/** What names of offices come from. */
type Naming = Pick<Drafting, 'about' | 'inCharge' | 'directory' | 'today'>;

/** Who a place is called as a writer or reader of papers; null where only a person can say it. */
export const nameOffice = (office: Office, { about, inCharge, directory, today }: Naming): string | null => {
  const places = placesOf(about, directory);
  const student = directory.students.get(about.student ?? '');
  const townshipName = (id: string | null): string | null => directory.townships.get(id ?? '')?.name ?? null;
  return officeName(office, {
    school: directory.schools.get(places.school ?? '')?.name ?? null,
    township: townshipName(places.township),
    inCharge: inCharge === places.township ? null : townshipName(inCharge),
    village: places.village,
    district: directory.parts.district.name,
    teachers: teachersOf({ about, directory, today }).map(({ person }) => directory.nameOf(person)),
    guardians: student ? guardiansByLaw(student).map((id) => directory.nameOf(id)) : [],
  });
};

/** To whom a paper about a pupil goes, copies too, by who was to persuade when it was drafted. */
export const addresseesOf = (
  kind: PaperKind,
  student: string,
  { inCharge, ...world }: Omit<Naming, 'about'>,
): string | null => {
  const { to, copy } = paperEntry(kind);
  const naming = { about: paperAbout(kind, { student }, inCharge), inCharge, ...world };
  return [to, ...copy].flatMap((office) => nameOffice(office, naming) ?? []).join('、') || null;
};

/** Head and addressee after the catalogue; who signs is named where the post is held. */
export const headOf = (drafting: Drafting): Head => {
  const { kind, about, directory, today, number } = drafting;
  const { from, to, copy, signs } = paperEntry(kind);
  const signer = directory.holders(signs, about, today)[0];
  return {
    number,
    from: nameOffice(from, drafting) ?? '',
    to: nameOffice(to, drafting),
    copyTo: copy.flatMap((office) => nameOffice(office, drafting) ?? []).join('、'),
    date: today,
    signer: signer ? directory.nameOf(signer.person) : null,
  };
};
