import { sameDayEnd } from '../calendar/clocks.ts';
import { dayOf, type Instant } from '../calendar/time.ts';
import { type CaseFile, isOpenCase, placedReason } from '../cases/file.ts';
import { actingFor } from '../cases/in-charge.ts';
import { sittersOf } from '../cases/joint-group.ts';
import type { World } from '../decision.ts';
import type { Fact } from '../facts/fact.ts';
import { type PaperKind, paperEntry } from '../papers/kinds.ts';
import { isKeyGroup } from '../people/key-group.ts';
import type { Role } from '../people/roles.ts';
import type { Subject } from '../signals.ts';
import type { Say } from './compose.ts';
import { nextGathering } from './daily.ts';
import { nameSubject } from './item.ts';

/** Pupils not present, as one message told of them. */
export interface Missing {
  students: readonly string[];
  /** Key of the fact that told of them. */
  source: string;
  /** When the list is due (P3.1-REPORT-2H). */
  by: Instant;
  /** Who told of them; null for the clock. */
  speaker: string | null;
}

/**
 * P3.1-REPORT-2H: the list of pupils not present, to the academic office unless it told of them itself; each with what is known. A
 * list on which nobody has to be looked for waits for the day's next gathering where that comes in time, so that the classes
 * of a morning are one message.
 */
export const sayList = (
  { students, source, by, speaker }: Missing,
  fileOf: (student: string) => CaseFile,
  world: World,
): Say[] => {
  const { directory, now } = world;
  const today = dayOf(now);
  const { settings } = world.policy;
  const soft = sameDayEnd(now, settings['sameday.soft_end']);
  const verifyBy = now < soft ? soft : sameDayEnd(now, settings['sameday.hard_end']);
  const listed = students.map((student) => {
    const file = fileOf(student);
    return { student, file, note: standingNote(file, today) };
  });
  const waits = nextGathering(now, settings) <= by && listed.every(({ note }) => !isToBeFound(note));
  return listed.flatMap(({ student, file, note }): Say[] => {
    const where = actingFor('academic_office', { student }, file, directory);
    const { holder } = directory.resolve('academic_office', where, today);
    if (!holder || holder.person === speaker) return [];
    const about = { student };
    return [
      {
        to: holder.person,
        role: holder.role,
        kind: 'notice',
        words: 'P3.1-REPORT-2H/list',
        item: {
          ...plainItem('P3.1-REPORT-2H', '未到学生名单', about, world),
          note,
          // Of a child on leave it says so, whatever comes after.
          ...(file.away === null ? {} : { whileAway: true }),
        },
        options: [],
        first: isKeyGroup(directory.students.get(student), directory),
        values: { verify_by: verifyBy },
        urgent: false,
        late: false,
        whileLive: false,
        gathered: waits,
        turn: source,
      },
    ];
  });
};

/** Whether somebody has to find out about a pupil of whom this note stands on the list. */
export const isToBeFound = (note: string): boolean => !/^(?:on_leave|in_case)/.test(note);

/** What stands about a pupil today, as a code the template puts into words. */
const standingNote = (file: CaseFile, day: string): string => {
  const mark = file.marks[day];
  const contact = file.contacts.filter((note) => dayOf(note.at) === day).at(-1);
  const told = mark?.standing ?? 'unaccounted';
  // Whoever is being persuaded back is looked for already; nobody need ask anew each morning.
  const known = told === 'unaccounted' && isOpenCase(file) ? 'in_case' : told;
  const leave = mark?.excused ? 'on_leave' : known;
  return contact ? `${leave}+${contact.result}` : leave;
};

/** A paper of one opening of a case. */
export interface CasePaper {
  student: string;
  paper: PaperKind;
  period: string;
}

/** A paper was drafted from the ledger: to those who check and sign it. */
export const sayDocuments = (
  drafts: readonly CasePaper[],
  fileOf: (student: string) => CaseFile,
  world: World,
): Say[] =>
  drafts.flatMap(({ student, paper, period }) => {
    const { drafts: drafter, signs, rules } = paperEntry(paper);
    const about = { student };
    const told = new Set<string>();
    return [drafter, signs].flatMap((role): Say[] => {
      const where = actingFor(role, about, fileOf(student), world.directory);
      const { holder } = world.directory.resolve(role, where, dayOf(world.now));
      if (!holder || told.has(holder.person)) return [];
      told.add(holder.person);
      return [
        {
          to: holder.person,
          role: holder.role,
          kind: 'document',
          words: 'paper',
          // 初报 and 续报 say that the child is missing; nobody checks and signs them once it is back.
          item: { ...plainItem(rules[0] ?? '', paper, about, world), whileAway: true },
          options: [],
          urgent: false,
          late: false,
          whileLive: false,
          file: { is: 'paper', paper, about, period },
          turn: `drafted-${paper}-${dayOf(world.now)}`,
        },
      ];
    });
  });

/** Those who worked on a case; village cadre and household helper were asked to look in as it opened (P3.1-LINK-TEAM). */
const CIRCLE: readonly Role[] = [
  'homeroom_teacher',
  'academic_office',
  'principal',
  'village_cadre',
  'household_helper',
  'township_officer',
  'bureau_officer',
];

/** The channel of the clause: school, township, village, first secretary, work team, household helper. */
const CHANNEL: readonly Role[] = [
  'homeroom_teacher',
  'academic_office',
  'principal',
  'village_cadre',
  'first_secretary',
  'work_team',
  'household_helper',
  'township_officer',
];

/** Whoever holds one of these posts for the child, each once. */
const circle = (file: CaseFile, roles: readonly Role[], { directory, now }: World): Map<string, Role> => {
  const about = { student: file.student };
  const found = new Map<string, Role>();
  for (const role of roles)
    for (const holder of directory.holders(role, actingFor(role, about, file, directory), dayOf(now)))
      if (!found.has(holder.person)) found.set(holder.person, holder.role);
  return found;
};

/** P1.3-CHANNEL: a word for everybody who works on a case, person by person, never into a group. */
export const sayRelay = ({ text }: { text: string }, file: CaseFile, fact: Fact, world: World): Say[] => {
  const about = { student: file.student };
  return [...circle(file, CHANNEL, world)]
    .filter(([person]) => person !== fact.by.person)
    .map(([to, role]) => ({
      to,
      role,
      kind: 'notice',
      words: 'relayed',
      values: { text, from: world.directory.nameOf(fact.by.person) },
      item: plainItem('P1.3-CHANNEL', '转告', about, world),
      options: [],
      urgent: false,
      late: false,
      whileLive: false,
      turn: fact.key,
    }));
};

/** Whoever the file names for this case: who visited or persuaded, the responsible teacher, who sits on the joint group. */
const namedIn = (file: CaseFile, { directory, now }: World): [string, Role][] => {
  const day = dayOf(now);
  const since = file.firstMissed ?? (file.opened === null ? day : dayOf(file.opened));
  const visitors = file.visits.filter(({ on }) => on >= since).map(({ by }) => by);
  const people = [...visitors, ...(file.responsible ? [file.responsible] : [])];
  return [
    ...people.flatMap((person) => directory.named(person, day) ?? []).map(toPost),
    ...sittersOf(file, directory, day).map(({ person, seat }): [string, Role] => [person, seat]),
  ];
};

const toPost = ({ person, role }: { person: string; role: Role }): [string, Role] => [person, role];

/** Everybody who had something to do in the case. */
const concerned = (file: CaseFile, world: World): Map<string, Role> => {
  // The police looked for it, where it was missing in this case (T22).
  const sought =
    file.missingSince !== undefined && file.missingSince >= (file.firstMissed ?? file.missingSince);
  const roles: readonly Role[] = sought ? [...CIRCLE, 'police_station'] : CIRCLE;
  return new Map([...namedIn(file, world), ...circle(file, roles, world)]);
};

/** The words in which everybody hears that a child is back: in class, or taught in another place. */
export const RETURNED = 'returned';
export const PLACED = 'placed';

/** T18: the child is back, told once to everybody who had something to do in the case; every clock on it has stopped. */
export const sayReturned = (file: CaseFile, period: string, world: World): Say[] => {
  const about = { student: file.student };
  const told = concerned(file, world);
  // Whoever is taught at home, or in a vocational school, did not come to the school.
  const placed = placedReason(file);
  return [...told].map(([person, role]) => ({
    to: person,
    role,
    kind: 'notice',
    words: placed ? PLACED : RETURNED,
    values: { stable: world.policy.settings['observe.stable_sd'] },
    item: { ...plainItem('P3.4-CONTINUE', '已返校', about, world), note: placed },
    options: [],
    urgent: false,
    late: false,
    whileLive: false,
    turn: period,
  }));
};

/** To whoever read that a child was back: it is not, and the case goes on as it stood (P0-TRUTH). */
export const sayNotReturned = (file: CaseFile, period: string, world: World): Say[] => {
  const thanked = file.family?.texts.L9?.on === dayOf(world.now);
  return [...concerned(file, world)].map(([to, role]) => ({
    ...{ to, role, kind: 'notice', words: 'not_returned' },
    values: { family: thanked && role === 'homeroom_teacher' },
    item: plainItem('P3.4-CONTINUE', '更正：没有返校', { student: file.student }, world),
    ...{ options: [], urgent: false, late: false, whileLive: false },
    turn: `${period}-${world.now}`,
  }));
};

export const plainItem = (rule: string, title: string, about: Subject, world: World): Say['item'] => ({
  rule,
  title,
  about,
  subject: nameSubject(about, world),
  duty: null,
  due: null,
  actor: null,
  note: null,
  how: null,
});
