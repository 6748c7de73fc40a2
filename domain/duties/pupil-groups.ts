import { termOrNext } from '../calendar/occasions.ts';
import type { SchoolCalendar } from '../calendar/school-calendar.ts';
import { type Day, dayOf } from '../calendar/time.ts';
import { type CaseFile, isNotBack, isOpenCase } from '../cases/file.ts';
import { withoutCauseIn } from '../cases/without-cause.ts';
import type { World } from '../decision.ts';
import type { Student } from '../people/directory.ts';
import { isKeyGroup } from '../people/key-group.ts';
import type { Subject } from '../signals.ts';
import type { PupilGroup } from './pupil-group.ts';

/** What stands in the files that a decision has before it, and who in the county is on the list of pupils at risk. */
export interface Listed {
  files(): Iterable<CaseFile>;
  /** Only the district's own stream is given them: their files stand in their schools'. */
  atRisk: readonly string[];
}

/** One of a group, with what was said about it in the teacher's words. */
interface GroupMember {
  student: Student;
  words: string | null;
}

const { compare: byName } = new Intl.Collator('zh');

/** Which pupils a duty is about when it is about several: those of one class, school, village or township. */
export class PupilGroups {
  readonly #world: World;
  readonly #listed: Listed;

  constructor(world: World, listed: Listed) {
    this.#world = world;
    this.#listed = listed;
  }

  /** Key groups first (P3.1-KEYGROUP), then by name. */
  of(group: PupilGroup, about: Subject): GroupMember[] {
    const { directory } = this.#world;
    const belongs = this.#within(about);
    return this.#all(group, about)
      .filter(({ student }) => belongs(student))
      .map((member) => ({ member, rank: isKeyGroup(member.student, directory) ? 0 : 1 }))
      .sort((a, b) => a.rank - b.rank || byName(a.member.student.name, b.member.student.name))
      .map(({ member }) => member);
  }

  #all(group: PupilGroup, about: Subject): GroupMember[] {
    const { directory, calendar, now } = this.#world;
    const when = { day: dayOf(now), calendar };
    if (group === 'left_behind')
      return directory
        .pupilsOf(about)
        .filter(({ flags }) => flags.includes('left_behind'))
        .map((student) => ({ student, words: null }));
    const told = [...this.#listed.files()].flatMap((file): GroupMember[] => {
      const student = directory.students.get(file.student);
      const words = wordsIn[group](file, when);
      return student && words !== undefined ? [{ student, words }] : [];
    });
    const known = new Set(told.map(({ student }) => student.id));
    const elsewhere = group === 'at_risk' ? this.#listed.atRisk : [];
    return [
      ...told,
      ...elsewhere.flatMap((id) => {
        const student = known.has(id) ? undefined : directory.students.get(id);
        return student ? [{ student, words: null }] : [];
      }),
    ];
  }

  /** Where nobody stands for the village, its children are the township's to ask after (policy.md §1.5). */
  #within({ student: id, class: classId, school, village, township }: Subject) {
    const { directory, now } = this.#world;
    const cadres = new Map<string, boolean>();
    const hasCadre = (name: string): boolean => {
      const known = cadres.get(name);
      if (known !== undefined) return known;
      const has = directory.holders('village_cadre', { village: name }, dayOf(now)).length > 0;
      cadres.set(name, has);
      return has;
    };
    return (student: Student): boolean => {
      if (id) return student.id === id;
      if (classId) return student.class === classId;
      // A child whom no school has is the township's (T10), though it is kept in the ledger of one.
      if (school) return student.school === school && student.class !== null;
      if (village) return student.village === village && hasCadre(village);
      if (township)
        return (
          directory.homeTownship(student) === township && !(student.village && hasCadre(student.village))
        );
      return true;
    };
  }
}

/** On which day, and by whose calendar, it is asked who is in a group. */
interface When {
  day: Day;
  calendar: SchoolCalendar;
}

/** What is said of a pupil in a group; undefined for whoever is not in it. */
const wordsIn: Readonly<
  Record<Exclude<PupilGroup, 'left_behind'>, (file: CaseFile, when: When) => string | null | undefined>
> = {
  // What was said before an earlier term is no answer for this one (P2.R1-PRETERM-SCAN).
  not_returning: ({ year }, { day, calendar }) =>
    year?.returning?.returns === false && year.returning.term === termOrNext(day, calendar)?.name
      ? year.returning.reason
      : undefined,
  not_registered: (file) => (isUnregistered(file) ? (file.notRegisteredReason ?? null) : undefined),
  not_back: (file) => (isNotBack(file) ? (file.notRegisteredReason ?? null) : undefined),
  without_cause: (file, { day, calendar }) => (withoutCauseIn(file, day, calendar) ? null : undefined),
  open_case: (file) => (isOpenCase(file) ? null : undefined),
  at_risk: ({ year }) => (year?.risk ? year.risk.criteria.join('、') || null : undefined),
  noted: ({ year }) => {
    const seen = year?.seen.at(-1);
    if (seen && seen.place !== 'home') return seen.words;
    return year?.risk ? year.risk.criteria.join('、') || null : undefined;
  },
};

/** Whether a file is of a group on a day, as the ledger has it. */
export const isOfGroup = (group: Exclude<PupilGroup, 'left_behind'>, file: CaseFile, when: When): boolean =>
  wordsIn[group](file, when) !== undefined;

const isUnregistered = ({ notRegisteredSince, away }: CaseFile): boolean =>
  notRegisteredSince !== null && away !== null;
