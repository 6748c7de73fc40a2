import { dayOf } from '../../../domain/calendar/time.ts';
import { emptyFile } from '../../../domain/cases/file.ts';
import type { Span } from '../../../domain/figures/figure.ts';
import { drawSample } from '../../../domain/figures/sample.ts';
import { nameSubject } from '../../../domain/notices/item.ts';
import { aboutPupil } from '../../../domain/people/about.ts';
import { maySee } from '../../../domain/people/access.ts';
import { fileOf, keepLook } from '../../../prisma/stores/answer-store.ts';
import { readRows } from '../../../prisma/stores/figure-store.ts';
import { stageWords } from '../../../templates/vocabulary.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';

const ASKS = /^抽样\s*(\d{1,2})?\s*(?:个|名|份)?[。！!]?$/;
/** What fits on a phone. */
const MOST = 15;

/** "抽样10": cases of the running term for the inspectorate, of the running quarter for the supervision office. */
export const askedSample = async (turn: Turn): Promise<Outcome | null> => {
  const match = ASKS.exec(turn.text);
  const { role, viewer, person } = turn.speaker;
  if (!match || (role !== 'inspector' && role !== 'supervision_office')) return null;
  const period = role === 'inspector' ? termOf(turn) : quarterOf(turn);
  const size = Math.min(MOST, Number(match[1] ?? MOST));
  const opened = [
    ...(await readRows(turn.tx, 'open_at_start', period.span)),
    ...(await readRows(turn.tx, 'opened', period.span)),
  ].flatMap(({ rows = [] }) => rows);
  const drawn = drawSample(opened, size, period.name);
  const purpose = phrase(turn, 'sample_purpose', { period: period.name });
  const lines: string[] = [];
  for (const id of drawn) {
    const student = turn.directory.students.get(id);
    const about = student && aboutPupil(student, turn.directory);
    if (!student || !about || !maySee({ ...viewer, sample: drawn }, 'case_summary', about, { purpose }))
      continue;
    // policy.md §5.1: sampled cases with logging
    await keepLook(turn.tx, { viewer: person, role, student: id, purpose }, turn.now);
    const file = (await fileOf(turn.tx, id)) ?? emptyFile(id);
    lines.push(
      phrase(turn, 'sampled', {
        subject: nameSubject({ student: id }, worldFor(turn, student.school)),
        school: turn.directory.schools.get(student.school)?.name ?? '',
        stage: stageWords(file.stage),
        ...{ first: file.firstMissed, visits: file.visits.length, persuasions: file.persuasions },
      }),
    );
  }
  return {
    act: 'query',
    reply: turn.words.say('replies/sample', {
      values: { period: period.name, total: new Set(opened).size },
      lines,
      now: turn.now,
    }),
  };
};

interface Period {
  /** `2026年第3季度`, `2026秋`; what the lots are drawn with. */
  name: string;
  span: Span;
}

const quarterOf = (turn: Turn): Period => {
  const [year = '', month = ''] = dayOf(turn.now).split('-');
  const quarter = Math.ceil(Number(month) / 3);
  const first = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
  return {
    name: phrase(turn, 'quarter', { year, quarter }),
    span: { first, last: dayOf(turn.now), at: turn.now },
  };
};

/** The running term; in the holidays the one that ended last. */
const termOf = (turn: Turn): Period => {
  const today = dayOf(turn.now);
  const [school = ''] = turn.directory.schools.keys();
  const term = turn.calendarOf(school).terms.findLast(({ first }) => first <= today);
  return term ? { name: term.name, span: { first: term.first, last: today, at: turn.now } } : quarterOf(turn);
};
