import { dayOf } from '../../../domain/calendar/time.ts';
import { DOSSIER, type FileRequest, readFileRequest } from '../../../domain/conversation/file-request.ts';
import type { NoticeFile } from '../../../domain/notices/file.ts';
import { kindCalled, PAPER_KINDS, type PaperKind, paperEntry } from '../../../domain/papers/kinds.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee, mustLogView } from '../../../domain/people/access.ts';
import type { Student } from '../../../domain/people/directory.ts';
import type { Role } from '../../../domain/people/roles.ts';
import { INFORMATION } from '../../../domain/people/sight.ts';
import type { Subject } from '../../../domain/signals.ts';
import { casesIn, keepLook } from '../../../prisma/stores/answer-store.ts';
import { paperTitle, paperWords } from '../../../templates/paper-words.ts';
import { mayBeDrafted } from '../../../templates/papers.ts';
import { loadWorkbooks, type WorkbookLayout } from '../../../templates/workbooks.ts';
import { endOfDay, refused } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';
import { isCalled, paperSubject } from '../papers/paper-subject.ts';

const TWELVE_NAMES = ['双线十二人名单', '十二人名单', '双线十二人', '十二人'];
const DOSSIER_NAMES = [DOSSIER, '档案', '个案档案'];

/** Those who are given ledgers of their area (G2-FUND, policy §7.2). */
const KEEPERS: ReadonlySet<Role> = new Set<Role>([
  'academic_office',
  'principal',
  'township_officer',
  'bureau_officer',
]);

const workbooks = loadWorkbooks();

const FILES: readonly string[] = [
  ...TWELVE_NAMES,
  ...DOSSIER_NAMES,
  ...workbooks.flatMap(({ called }) => called),
  ...PAPER_KINDS.flatMap((kind) => paperEntry(kind).called),
];

/** "发我台账", "起草周报", "把张伟的档案发给我": gives a file, or says why not; null when the message asks for none. */
export const askedFile = async (turn: Turn): Promise<Outcome | null> => {
  const request = readFileRequest(turn.text, FILES) ?? bareLedger(turn.text);
  if (!request) return null;
  const { called, who } = request;
  if (DOSSIER_NAMES.includes(called)) return dossier(turn, who);
  if (TWELVE_NAMES.includes(called)) return twelve(turn, who);
  const layout = workbooks.find((item) => item.called.includes(called));
  if (layout) return workbook(turn, layout);
  const kind = kindCalled(called, dayOf(turn.now));
  return kind ? paper(turn, kind, who) : null;
};

/** "台账", "全区台账": a ledger is asked for by its name alone; other names are things one speaks of too. */
const bareLedger = (text: string): FileRequest | null => {
  const called = /^(?:看看?|查看?)?(?:全区|我区|全镇|我镇|本镇|全校|我校|本校)?的?(.*台账)[。！!]*$/u.exec(
    text.trim(),
  )?.[1];
  return called && workbooks.some((layout) => layout.called.includes(called)) ? { called, who: '' } : null;
};

/** The one pupil who is called so, of whom the speaker may see the file; else why not. */
const pupilCalled = (turn: Turn, who: string): Student | Outcome => {
  const { viewer } = turn.speaker;
  const found = turn.directory.parts.students.filter((student) => isCalled(student, who, turn.directory));
  // Whoever may see nothing of a child is not told whether there is one of that name.
  const seen = found.filter((student) =>
    maySee(viewer, 'case_detail', aboutPupil(student, turn.directory), { purpose: 'asked' }),
  );
  const [student, ...others] = seen;
  if (!student) return refused(phrase(turn, found.length > 0 ? 'dossier_not_yours' : 'file_no_pupil'));
  if (others.length > 0)
    return refused(
      phrase(turn, 'file_which', {
        pupils: seen.map((item) => `${classOf(turn, item)}${item.name}`).join('、'),
      }),
    );
  return student;
};

const dossier = async (turn: Turn, who: string): Promise<Outcome> => {
  const student = pupilCalled(turn, who);
  if ('act' in student) return student;
  const { viewer, person } = turn.speaker;
  const about = aboutPupil(student, turn.directory);
  const shows = INFORMATION.filter((what) => maySee(viewer, what, about, { purpose: 'asked' }));
  return give(turn, { is: 'dossier', student: student.id, reader: person, shows, asked: turn.now });
};

const twelve = async (turn: Turn, who: string): Promise<Outcome> => {
  const student = pupilCalled(turn, who);
  if ('act' in student) return student;
  return give(turn, { is: 'twelve', student: student.id, reader: turn.speaker.person, asked: turn.now });
};

const classOf = ({ directory }: Turn, student: Student): string =>
  directory.classes.get(student.class ?? '')?.name ?? '';

const workbook = async (turn: Turn, layout: WorkbookLayout): Promise<Outcome> => {
  const { speaker, directory } = turn;
  const [school] = speaker.schools;
  const [township] = speaker.townships;
  const area: Subject | null = school
    ? { school }
    : township
      ? { township }
      : speaker.district
        ? { district: directory.parts.district.id }
        : null;
  const isReader = layout.readers ? layout.readers.includes(speaker.role) : KEEPERS.has(speaker.role);
  if (!area || !isReader) return refused(phrase(turn, layout.readers ? 'file_not_reader' : 'file_keepers'));
  return give(turn, { is: 'workbook', workbook: layout.kind, area, reader: speaker.person, asked: turn.now });
};

const paper = async (turn: Turn, kind: PaperKind, who: string): Promise<Outcome> => {
  if (!mayBeDrafted(kind)) return refused(phrase(turn, 'file_unapproved', { title: paperTitle(kind) }));
  const found = await paperSubject(turn, kind, who);
  if (typeof found === 'string') return refused(found);
  return give(turn, { is: 'paper', paper: kind, about: found.about, period: found.period });
};

/**
 * Hands a file over; who stands outside the school says what for first, and the look is kept (policy §5.2.4). A paper says by its
 * title what it is for.
 */
const give = async (turn: Turn, file: NoticeFile): Promise<Outcome> => {
  if (mustLogView(turn.speaker.role) && file.is !== 'paper')
    return {
      act: 'query',
      reply: turn.words.say('replies/purpose', { now: turn.now }),
      question: { kind: 'file_purpose', file, until: endOfDay(turn) },
    };
  return handOver(turn, file, file.is === 'paper' ? paperTitle(file.paper) : phrase(turn, 'file_look'));
};

/** The file itself, with the look at every case in it on record. */
export const handOver = async (turn: Turn, file: NoticeFile, purpose: string): Promise<Outcome> => {
  const { person, role } = turn.speaker;
  for (const student of await studentsIn(turn, file))
    await keepLook(turn.tx, { viewer: person, role, student, purpose }, turn.now);
  return {
    act: 'file',
    reply:
      file.is === 'paper'
        ? phrase(turn, 'file_paper', {
            title: paperTitle(file.paper),
            readers: paperWords(file.paper, 'readers'),
            signs: paperWords(file.paper, 'signs'),
          })
        : phrase(turn, 'file_given'),
    question: null,
    file,
  };
};

/** Whose case it opens; a paper about one child, to whoever stands outside the school. */
const studentsIn = async (turn: Turn, file: NoticeFile): Promise<string[]> => {
  switch (file.is) {
    case 'dossier':
    case 'twelve':
      return [file.student];
    case 'workbook':
      return casesWithin(turn, file.area);
    case 'paper':
      return file.about.student && mustLogView(turn.speaker.role) ? [file.about.student] : [];
    default:
      return [];
  }
};

const casesWithin = (turn: Turn, area: Subject): Promise<string[]> => {
  const { directory } = turn;
  const schools = directory.parts.schools.filter(
    ({ id, township }) =>
      area.district !== undefined ||
      id === area.school ||
      (area.township !== undefined && township === area.township),
  );
  return casesIn(
    turn.tx,
    schools.map(({ id }) => id),
  );
};
