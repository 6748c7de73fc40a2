import { dayOf } from '../../domain/calendar/time.ts';
import { leaveOn } from '../../domain/cases/counting.ts';
import { type CaseFile, emptyFile, hasCase, isOpenCase } from '../../domain/cases/file.ts';
import { onePupil } from '../../domain/conversation/names.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import { classesOf } from '../../domain/conversation/speaker.ts';
import { nameSubject } from '../../domain/notices/item.ts';
import { aboutPupil } from '../../domain/people/about.ts';
import { maySee, mustLogView } from '../../domain/people/access.ts';
import type { Student } from '../../domain/people/directory.ts';
import type { Information } from '../../domain/people/sight.ts';
import {
  classDaysOf,
  fileOf,
  filesOfClasses,
  keepLook,
  liveDutiesAbout,
} from '../../prisma/stores/answer-store.ts';
import { standingWords } from '../../templates/vocabulary.ts';
import { endOfDay, sayAsks } from '../outcomes.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../turn.ts';
import { pupilLines } from './case/standing.ts';
import { todayOf } from './case/today.ts';
import { todo } from './duties/todo.ts';
import { helpLines } from './help/help-lists.ts';

const TODO = /待办|没做|要做|没办|该做|还有什么|任务/;
/** What the whole message asks in the words of the place: "还有哪样没搞", "我还差哪样", "今天还有啥子要整". Of whom is missing, 哪些没来 asks. */
const WHAT = '(?:哪样|哪些事|哪点事|什么事?|啥子?事?|哪些|几样|哪几样|些哪样|些啥子?)(?:事情?)?';
const LEFT =
  '(?:没有?|没得|未|要|该|得|等着?)(?:我|我们)?(?:去)?(?:搞|整|弄|办|做|完成|处理|做完|弄完|搞完|整完|办完|搞定|答复|回)';
const ASKS_TODO = new RegExp(
  `^(?:请问|那|看看|帮我看看?|问下?|今天|现在|目前|这会儿?|到底|我这边|我们?|手上|手头|这里|的|[，,\\s])*(?:` +
    `(?:还|都|另外|今天)*(?:有|剩|差|欠|缺)(?:的)?${WHAT}(?:是|还)*${LEFT}` +
    `|还(?:差|欠|剩)(?:哪样|啥子?|什么|哪些事)` +
    `|(?:还|今天|都|该|要|得|再)*(?:要|该|得)(?:搞|整|弄|办|做|处理)(?:些|点)?${WHAT}` +
    `)(?:了|的|呢|嘛|吗|么|啊|咯|嘞|呀|事|[。?？!！~\\s])*$`,
  'u',
);

const BARE_TODO = /^(我的|看看?|查看?)?(待办|任务)(事项|清单)?[。?？!！]*$/;
const CASE_OF = /^(看看?|查看?)?(.{2,8}?)(同学)?(的)?(情况|个案|档案)(怎么样|如何|呢)?[。?？!！]*$/;

/** The two questions that every help text teaches, in exactly those words; null for anything else. */
export const taughtQuery = async (turn: Turn, rosters: Rosters): Promise<Outcome | null> => {
  const text = turn.text.trim();
  if (BARE_TODO.test(text) || ASKS_TODO.test(text)) return todo(turn);
  const found = rosters.studentsNamed(CASE_OF.exec(text)?.[2] ?? '');
  return found.length === 1 && found[0] ? answerCase(turn, found[0], null) : null;
};

/** Answers a question: what must I do, who is absent, how does this child stand. */
export const answerQuery = async (turn: Turn, rosters: Rosters): Promise<Outcome> => {
  if (TODO.test(turn.text)) return todo(turn);
  const student = onePupil(turn.text, rosters);
  if (student) return answerCase(turn, student, null);
  return turn.speaker.classes.length + turn.speaker.schools.length > 0
    ? absentToday(turn)
    : activeCases(turn, rosters, null);
};

/** One pupil's case; who stands outside the school says what for, and the look is kept (policy.md §5.2.4). */
export const answerCase = async (turn: Turn, student: Student, purpose: string | null): Promise<Outcome> => {
  const { viewer, role, person } = turn.speaker;
  const file = await fileOf(turn.tx, student.id);
  const about = aboutPupil(student, turn.directory, file, dayOf(turn.now));
  // Whoever may not look, whatever for, is not asked what for.
  if (!maySee(viewer, 'case_status', about, { purpose: purpose ?? 'asked' }))
    return {
      act: 'query',
      reply: phrase(turn, 'case_look_refused'),
      question: null,
    };
  if (!isOpenTo(turn, file, (what) => maySee(viewer, what, about, { purpose: purpose ?? 'asked' })))
    return { act: 'query', reply: phrase(turn, 'no_case_yet', { name: student.name }), question: null };
  if (mustLogView(role) && !purpose)
    return {
      act: 'query',
      reply: turn.words.say('replies/purpose', { now: turn.now }),
      question: { kind: 'purpose', student: student.id, until: endOfDay(turn) },
    };
  if (mustLogView(role) && purpose)
    await keepLook(turn.tx, { viewer: person, role, student: student.id, purpose }, turn.now);
  const subject = nameSubject({ student: student.id }, worldFor(turn, student.school));
  const duties = file ? await liveDutiesAbout(turn.tx, student.id) : [];
  const today = await todayOf(turn, student, file ?? emptyFile(student.id));
  const stage = file?.stage ?? 'ENROLLED';
  return {
    act: 'query',
    reply: turn.words.say('replies/pupil', {
      values: { subject, stage, today: today?.standing ?? null },
      lines: [
        // Where no case stands, the day is all that there is to say first.
        ...(today && stage !== 'ENROLLED' ? [today.standing] : []),
        ...(today?.lines ?? []),
        ...(file ? pupilLines(turn, student, file, duties) : []),
        ...(file?.support ? helpLines(turn, student, file.support) : []),
      ],
      now: turn.now,
    }),
    question: null,
  };
};

/**
 * Outside the school there are cases and whoever is missing, as far as the post may see attendance (policy.md §5.1); the school sees
 * the days of every pupil, and whoever is in the restricted section a child that was harmed.
 */
const isOpenTo = (
  { speaker }: Turn,
  file: CaseFile | null,
  sees: (what: Information) => boolean,
): boolean => {
  if (file !== null && (hasCase(file) || file.opened !== null)) return true;
  if (file?.safeguard && sees('restricted')) return true;
  const isOfSchool = speaker.classes.length + speaker.schools.length > 0;
  return (isOfSchool || (file?.away ?? null) !== null) && sees('attendance');
};

/**
 * Who has no class of their own is told of the pupils in their area who are away and have an open case: by name where the names
 * may be seen, and who stands outside the school says what for first, and each look is kept (policy.md §5.2.4); else how many.
 */
export const activeCases = async (turn: Turn, rosters: Rosters, purpose: string | null): Promise<Outcome> => {
  const today = dayOf(turn.now);
  const { viewer, role, person } = turn.speaker;
  const students = rosters.classes.flatMap(({ students }) => students.flatMap(rosters.studentsNamed));
  const seen: { student: Student; line: string }[] = [];
  let away = 0;
  for (const student of new Set(students)) {
    const file = await fileOf(turn.tx, student.id);
    // One day away is the school's business; further out a case is told of (policy.md §5.1).
    if (!file || !isOpenCase(file) || file.away === null || file.away > today) continue;
    away += 1;
    const about = aboutPupil(student, turn.directory, file, today);
    const sees = (what: Information) => maySee(viewer, what, about, { purpose: purpose ?? 'asked' });
    if (!sees('name') || !sees('case_status')) continue;
    const subject = nameSubject({ student: student.id }, worldFor(turn, student.school));
    seen.push({ student, line: phrase(turn, 'case_line', { subject, stage: file.stage }) });
  }
  if (seen.length < away)
    return { act: 'query', reply: phrase(turn, 'area_count', { count: away }), question: null };
  if (mustLogView(role) && away > 0) {
    if (purpose === null) return askForArea(turn, away);
    for (const { student } of seen)
      await keepLook(turn.tx, { viewer: person, role, student: student.id, purpose }, turn.now);
  }
  return sayAbsent(
    turn,
    phrase(turn, 'area'),
    seen.map(({ line }) => line),
    null,
  );
};

/** How many they are, and what the names are wanted for: in words, or by a number. */
const askForArea = (turn: Turn, count: number): Outcome => {
  const options = ['look_check', 'look_visit'].map((name) => phrase(turn, name));
  return {
    act: 'query',
    reply: sayAsks(turn, phrase(turn, 'area_look', { count }), options),
    question: { kind: 'area_purpose', options, until: endOfDay(turn) },
  };
};

const absentToday = async (turn: Turn): Promise<Outcome> => {
  const today = dayOf(turn.now);
  const classes = classesOf(turn.speaker, turn.directory);
  const files = await filesOfClasses(turn.tx, classes, today);
  const days = await classDaysOf(turn.tx, classes, today);
  const lines = files.flatMap(({ school, file }) => {
    const mark = file.marks[today];
    const away = file.away !== null && file.away <= today;
    const told = mark ? (mark.excused ? 'on_leave' : mark.standing) : away ? 'unaccounted' : null;
    const note = told ?? (leaveOn(file, today) ? 'on_leave' : null);
    if (note === null || note === 'present' || note === 'late' || note === 'left_early') return [];
    return [`${nameSubject({ student: file.student }, worldFor(turn, school))}：${standingWords(note)}`];
  });
  const rolled = new Set(days.filter(({ rolledAt }) => rolledAt !== null).map((day) => day.class));
  const unrolled = classes
    .filter((id) => !rolled.has(id) && turn.directory.studentsOf(id).length > 0)
    .map((id) => turn.directory.classes.get(id)?.name ?? id)
    .join('、');
  return sayAbsent(turn, '', lines, unrolled === '' ? null : unrolled);
};

const sayAbsent = (turn: Turn, place: string, lines: string[], unrolled: string | null): Outcome => ({
  act: 'query',
  reply: turn.words.say(lines.length > 0 ? 'replies/absent_today' : 'replies/absent_none', {
    values: { day: dayOf(turn.now), place, unrolled },
    lines,
    now: turn.now,
  }),
  question: null,
});
