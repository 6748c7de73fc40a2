import { dayOf } from '../../../domain/calendar/time.ts';
import { isActive } from '../../../domain/cases/file.ts';
import { type ListedState, listPlaceSubject } from '../../../domain/comparison/changes.ts';
import { LISTS, type ListName } from '../../../domain/comparison/lists.ts';
import { isInHand } from '../../../domain/conversation/proofs-told.ts';
import type { FactBody } from '../../../domain/facts/fact.ts';
import { Directory } from '../../../domain/people/directory.ts';
import { foundChild } from '../../../domain/people/found-child.ts';
import type { Subject } from '../../../domain/signals.ts';
import { fileOf, keepChild, keepLook } from '../../../prisma/stores/answer-store.ts';
import {
  answerListed,
  type ListedChild,
  openListed,
  pupilWithNumber,
} from '../../../prisma/stores/comparison-store.ts';
import { kindTitles, listTitles } from '../../../templates/comparison-words.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, record, type Turn } from '../../turn.ts';

const ASKED =
  /^(?:看看?|查看?|要|发|发我|给我|导出)?(?:一下)?(名单([A-D])?|未定名单)(发我|发给我|给我)?[。?？!！]*$/i;
/** Asked for as a file. */
const AS_FILE = /^(?:发|发我|给我|导出)|(?:发我|发给我|给我)[。?？!！]*$/;

/** What fits on a phone. */
const MOST_LINES = 20;

/** The lists of the comparisons: "名单A" shows one, "张伟 在东华小学就读，有证明" answers for a child; null for anything else. */
export const listedChildren = async (turn: Turn): Promise<Outcome | null> => {
  const { townships, district } = turn.speaker;
  if (townships.length === 0 && !district) return null;
  const asked = ASKED.exec(turn.text);
  const answer = answerIn(turn.text);
  if (!asked && !answer) return null;
  const places = [...townships, ...(district ? [null] : [])];
  const open = await openListed(turn.tx, places);
  if (asked) {
    const list = asked[1] === '未定名单' ? 'unresolved' : listNamed(asked[2]);
    return list !== null && AS_FILE.test(turn.text) ? hand(turn, open, list, places) : show(turn, open, list);
  }
  return answer && answerFor(turn, open, answer);
};

const listNamed = (letter: string | undefined): ListName | null =>
  LISTS.find((list) => list === letter?.toUpperCase()) ?? null;

/** One list with its children, or how many are open on each. The names are kept as looked at (policy.md §5.2.4). */
const show = async (turn: Turn, open: readonly ListedChild[], list: ListName | null): Promise<Outcome> => {
  if (list === null) {
    const lines = LISTS.map((name) => ({ name, count: open.filter((child) => child.list === name).length }))
      .filter(({ count }) => count > 0)
      .map(({ name, count }) => phrase(turn, 'listed_count', { list: listTitles[name], count }));
    return tell(turn, lines.length > 0 ? 'replies/lists' : 'replies/list_empty', { lines });
  }
  const children = open.filter((child) => child.list === list);
  if (children.length === 0) return tell(turn, 'replies/list_empty', {});
  const shown = children.slice(0, MOST_LINES);
  await keepLooks(turn, shown);
  return tell(turn, 'replies/list', {
    lines: shown.map((child) => described(turn, child)),
    values: {
      list: listTitles[list],
      short: listTitles[list].split(' ')[0],
      count: children.length,
      more: children.length - shown.length,
      first: shown[0]?.name ?? '',
    },
  });
};

/** The list as a workbook, with everything that is told of its children. */
const hand = async (
  turn: Turn,
  open: readonly ListedChild[],
  list: ListName,
  townships: readonly (string | null)[],
): Promise<Outcome> => {
  const children = open.filter((child) => child.list === list);
  if (children.length === 0) return tell(turn, 'replies/list_empty', {});
  await keepLooks(turn, children);
  const file = { is: 'children', list, townships, reader: turn.speaker.person, asked: turn.now } as const;
  return { act: 'file', reply: phrase(turn, 'file_given'), question: null, file };
};

const keepLooks = async (turn: Turn, children: readonly ListedChild[]): Promise<void> => {
  const { person, role } = turn.speaker;
  for (const { id, list } of children)
    await keepLook(turn.tx, { viewer: person, role, student: id, purpose: listTitles[list] }, turn.now);
};

const described = (turn: Turn, child: ListedChild): string =>
  phrase(turn, 'listed_child', {
    name: child.name,
    place: [child.village, child.school, child.class].filter(Boolean).join(' '),
    why: kindTitles[child.kind],
    answer: child.answer,
  });

const tell = (
  turn: Turn,
  words: string,
  context: { lines?: readonly string[]; values?: Record<string, unknown> },
): Outcome => ({ act: 'query', reply: turn.words.say(words, { ...context, now: turn.now }), question: null });

interface ChildAnswer {
  /** Everything before what was found out: the name, perhaps with the village or the school. */
  who: string;
  state: Exclude<ListedState, 'gone'>;
  said: string;
}

const ELSEWHERE = /^(.{2,30}?)[\s，,：:]*((?:现在|目前|已经?)*在.{2,40}?(?:就读|读书|上学|念书).*)$/;
const PROOF = /^(.{2,30}?)[\s，,：:]*((?:已经?)?(?:有|收到|拿到|补了?|交了?).{0,12}证明.*)$/;
const PROOFS = /证明|回执|学籍已转/gu;
const NOT_ENROLLED =
  /^(.{2,30}?)[\s，,：:]*((?:确实|还是)?(?:没有?|未)(?:入学|上学|读书|就读).*|失学.*|辍学在家.*)$/;
const EXPLAINED = /^(.{2,30}?)[\s，,：:]*已?查清[\s，,：:]*(.{2,})$/;

/** A child studies elsewhere only by written proof of the school (AMB-40); a parent's word keeps it open. */
function answerIn(text: string): ChildAnswer | null {
  const said = text.trim().replace(/[。!！]$/, '');
  const [, explained = '', why = ''] = EXPLAINED.exec(said) ?? [];
  if (explained) return { who: explained, state: 'explained', said: why };
  const [, absent = '', how = ''] = NOT_ENROLLED.exec(said) ?? [];
  if (absent) return { who: absent, state: 'not_enrolled', said: how };
  const [, who = '', where = ''] = ELSEWHERE.exec(said) ?? PROOF.exec(said) ?? [];
  return who ? { who, state: isInHand(where, PROOFS) ? 'elsewhere' : 'open', said: where } : null;
}

async function answerFor(
  turn: Turn,
  open: readonly ListedChild[],
  answer: ChildAnswer,
): Promise<Outcome | null> {
  const named = open.filter(({ name }) => answer.who.startsWith(name));
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  const bearers = named.filter(({ name }) => name.length === longest);
  const rest = answer.who.slice(longest).trim();
  const meant = bearers.filter(
    ({ village, school }) => rest === '' || [village, school].some((place) => place?.includes(rest)),
  );
  if (meant.length === 0) return null;
  // One child on two lists is one answer.
  if (new Set(meant.map(({ person }) => person)).size > 1)
    return tell(turn, 'replies/listed_which', { lines: meant.map((child) => described(turn, child)) });
  return keep(turn, meant, answer);
}

async function keep(
  turn: Turn,
  children: readonly ListedChild[],
  { state, said }: ChildAnswer,
): Promise<Outcome> {
  const [child] = children;
  if (!child) throw new Error('an answer about nobody');
  const before = child.answer && state === 'elsewhere' && !said.includes('在') ? `${child.answer}；` : '';
  // Proof of nothing: where the child studies was never told.
  const isWhereMissing = state === 'elsewhere' && !`${before}${said}`.includes('在');
  const kept = isWhereMissing ? 'open' : state;
  const by = turn.speaker.person;
  const district = turn.directory.parts.district.id;
  const answered: { about: Subject; body: FactBody }[] = [];
  for (const one of children) {
    const left = await answerListed(turn.tx, one, { state: kept, answer: before + said, by }, turn.now);
    const { list, township, period, id } = one;
    const about = listPlaceSubject(one, district);
    if (kept !== 'open')
      answered.push({
        about,
        body: { kind: 'child_answered', township, list, period, child: id, outcome: kept, left },
      });
  }
  if (answered.length > 0) await record(turn, district, [], () => answered);
  if (kept === 'not_enrolled') await openCase(turn, child);
  const words = isWhereMissing ? 'where' : kept;
  return {
    act: 'command',
    reply: turn.words.say('replies/listed_answered', {
      values: { name: child.name, said: before + said, words },
      now: turn.now,
    }),
    question: null,
  };
}

/** T10: whoever is found without a school gets a case the same day, unless one is open already. */
async function openCase(turn: Turn, child: ListedChild): Promise<void> {
  const { directory, tx, now } = turn;
  const known = child.idNumberIndex === null ? null : await pupilWithNumber(tx, child.idNumberIndex);
  const pupil = known === null ? undefined : directory.students.get(known);
  const student = pupil ?? foundChild(child, directory);
  if (!pupil && !directory.students.has(student.id)) await keepChild(tx, student);
  const file = await fileOf(tx, student.id);
  if (file && isActive(file)) return;
  const { parts } = directory;
  const whole = pupil ? directory : new Directory({ ...parts, students: [...parts.students, student] });
  const classes = student.class === null ? [] : [student.class];
  await record({ ...turn, directory: whole }, student.school, classes, () => [
    { about: { student: student.id }, body: { kind: 'not_enrolled', student: student.id, day: dayOf(now) } },
  ]);
}
