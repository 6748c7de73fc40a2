import { dayOf, formatInstant, type Instant } from '../../domain/calendar/time.ts';
import { isLive } from '../../domain/duties/duty.ts';
import { isOfHarm } from '../../domain/duties/restricted.ts';
import type { FactBody } from '../../domain/facts/fact.ts';
import type { Directory, Student } from '../../domain/people/directory.ts';
import { FACT_INFORMATION } from '../../domain/people/fact-information.ts';
import type { Information } from '../../domain/people/sight.ts';
import { type Policy, titleOf } from '../../domain/policy/policy.ts';
import {
  dutiesAbout,
  factsAbout,
  type KeptDuty,
  type KeptFact,
  noticesAbout,
  type SentNotice,
  stagesOf,
  stirredStudents,
} from '../../prisma/stores/ledger-store.ts';
import { type KeptPaper, papersAbout } from '../../prisma/stores/paper-store.ts';
import {
  authorWords,
  counterWords,
  dutyEnded,
  dutyOpened,
  factWords,
  flagWords,
  noticeWords,
  paperDrafted,
} from '../../templates/timeline.ts';
import { stageWords } from '../../templates/vocabulary.ts';
import { paperFileName } from '../given-file.ts';
import type { SandboxDependencies } from './dependencies.ts';
import { dutyViewer } from './duties.ts';
import { fileCard } from './papers.ts';
import { Refusal } from './refusal.ts';
import { look, type Reader, type Sight, showsPaper, showsWords } from './sight.ts';

const MOST_FOUND = 50;
const MOST_STIRRED = 200;

/** `GET /api/students`: the pupils with something open, or those whose name has `text` in it. */
export const studentsView = async ({ database, directory }: SandboxDependencies, text: string) => {
  const known = directory();
  const wanted = text.trim();
  const found =
    wanted === ''
      ? [...(await stirredStudents(database))]
          .flatMap((id) => known.students.get(id) ?? [])
          .slice(0, MOST_STIRRED)
      : known.parts.students.filter(({ name }) => name.includes(wanted)).slice(0, MOST_FOUND);
  const ids = found.map(({ id }) => id);
  const stages = await stagesOf(database, ids);
  return {
    students: found.map((student) => {
      const stage = stages.get(student.id) ?? 'ENROLLED';
      return { ...studentView(student, known), stage, stageText: stageWords(stage) };
    }),
  };
};

const studentView = ({ id, name, class: classId, school }: Student, directory: Directory) => ({
  id,
  name,
  class: directory.classes.get(classId ?? '')?.name ?? '',
  school: directory.schools.get(school)?.name ?? '',
});

interface Entry {
  at: Instant;
  who: string;
  what: string;
  words: string | null;
  rule: string | null;
  kind: 'fact' | 'notice' | 'duty' | 'paper' | 'count';
  file: { name: string; url: string } | null;
}

/** What the entries of one file are made with. */
interface Desk {
  sight: Sight;
  reader: Reader;
  directory: Directory;
  policy: Policy;
}

/** `GET /api/files/:id`: one pupil's file, as far as its reader may see it. */
export const fileView = async (dependencies: SandboxDependencies, id: string, reader: Reader) => {
  const sight = await look(dependencies, id, reader);
  if (sight instanceof Refusal) return sight;
  const { database, directory, policy, now } = dependencies;
  const { student, file } = sight;
  const desk: Desk = { sight, reader, directory: directory(), policy: policy() };
  const [facts, notices, allDuties, papers] = await Promise.all([
    factsAbout(database, id),
    noticesAbout(database, { student: id, school: student.school }),
    dutiesAbout(database, id),
    papersAbout(database, `student:${id}`),
  ]);
  const duties = sight.viewer.role === 'guardian' ? [] : allDuties.filter(({ name }) => isShown(name, desk));
  const entries = [
    ...facts.flatMap((fact) => factEntry(fact, desk)),
    ...notices.flatMap((notice) => noticeEntry(notice, desk)),
    ...duties.flatMap((duty) => dutyEntries(duty, desk)),
    ...papers.flatMap((paper) => paperEntry(paper, desk)),
  ].toSorted((one, other) => one.at - other.at);
  const showDuty = dutyViewer(desk.directory, desk.policy, dayOf(await now()));
  return {
    student: studentView(student, desk.directory),
    stage: file.stage,
    stageText: stageWords(file.stage),
    counters: countersOf(sight),
    flags: flagsOf(sight),
    entries: entries.map((entry) => ({ ...entry, at: formatInstant(entry.at) })),
    duties: duties.filter(isLive).map(showDuty),
  };
};

const entryKind = ({ kind }: FactBody): Entry['kind'] =>
  kind === 'counted' ? 'count' : kind === 'paper' ? 'paper' : 'fact';

const factEntry = (fact: KeptFact, { sight, reader, directory }: Desk): Entry[] => {
  const { author, authorRole, at, body } = fact;
  if (!FACT_INFORMATION[body.kind].some(sight.shows)) return [];
  return [
    {
      at,
      who: authorWords({ person: author, role: authorRole }, directory.nameOf(author)),
      what: factWords(body, (unit) => directory.townships.get(unit)?.name ?? unit),
      words: showsWords(sight, author === reader.viewer) ? fact.words : null,
      rule: null,
      kind: entryKind(body),
      file: null,
    },
  ];
};

/** A family sees what it was told itself; who in school was reminded of what is for those who act. */
const noticeEntry = ({ to, kind, at, rules, items }: SentNotice, desk: Desk): Entry[] => {
  if (desk.sight.viewer.role === 'guardian' && to !== desk.reader.viewer) return [];
  const shown = items.filter(({ duty }) => isShown(nameOfDuty(duty), desk));
  if (shown.length === 0) return [];
  const titles = shown.map(({ title }) => title);
  return [
    {
      at,
      who: desk.directory.nameOf(to),
      what: noticeWords(kind, titles),
      words: null,
      rule: rules.join(' ') || null,
      kind: 'notice',
      file: null,
    },
  ];
};

const nameOfDuty = (id: string | null): string => id?.split('|')[0] ?? '';

const dutyEntries = (duty: KeptDuty, { directory, policy }: Desk): Entry[] => {
  const title = titleOf(policy, duty);
  const common = { words: null, rule: duty.rule, kind: 'duty' as const, file: null };
  const who = duty.actor === null ? '' : directory.nameOf(duty.actor);
  const opened = { ...common, at: duty.openedAt, who, what: dutyOpened(title) };
  if (duty.doneAt === null) return [opened];
  return [opened, { ...common, at: duty.doneAt, who, what: dutyEnded(duty.state, title) }];
};

const paperEntry = (paper: KeptPaper, { sight, reader, directory }: Desk): Entry[] => [
  {
    at: paper.at,
    who: authorWords({ person: 'clock', role: 'clock' }, ''),
    what: paperDrafted(paper.kind, paper.number),
    words: null,
    rule: null,
    kind: 'paper',
    file: showsPaper(sight) ? fileCard(paper.id, paperFileName(paper, directory), reader) : null,
  },
];

/** Duties that tell of harm belong to the restricted section. */
const isShown = (duty: string, { sight, policy }: Desk): boolean =>
  sight.shows('restricted') || !isOfHarm(duty, policy);

const countersOf = ({ file, shows }: Sight): { label: string; value: string }[] => {
  const missed = Object.values(file.marks).filter(({ unexcused }) => unexcused).length;
  const visits = file.visits.filter(({ purpose }) => purpose === 'visit').length;
  const { days, times, day } = counterWords;
  const rows: [Information, string, number, (count: number) => string][] = [
    ['attendance', counterWords.unexcused, missed, days],
    ['contacts', counterWords.contacts, file.contacts.length, times],
    ['visit_history', counterWords.visits, visits, times],
    ['visit_history', counterWords.persuasions, file.persuasions, times],
    ['visit_history', counterWords.sessions, file.sessions, times],
    ['case_status', counterWords.relapse, file.relapse, times],
  ];
  const counted = rows.flatMap(([what, label, count, say]) =>
    count > 0 && (shows(what) || shows('case_detail')) ? [{ label, value: say(count) }] : [],
  );
  const first = file.firstMissed ? [{ label: counterWords.firstMissed, value: day(file.firstMissed) }] : [];
  return [...first, ...counted];
};

const FLAGS: Record<string, Information> = {
  left_behind: 'left_behind',
  monitored: 'monitored',
  disabled: 'restricted',
  hardship: 'household_finance',
  migrant: 'case_detail',
  weary: 'case_detail',
};

const flagsOf = ({ student, file, shows }: Sight): string[] => {
  const own = student.flags.filter((flag) => shows(FLAGS[flag] ?? 'case_detail'));
  const states: [string, boolean][] = [
    ['missing', file.missing],
    ['unreached', file.unreached && shows('contacts')],
    ['safeguard', file.safeguard && shows('restricted')],
  ];
  return [...own, ...states.flatMap(([flag, holds]) => (holds ? [flag] : []))].map(flagWords);
};
