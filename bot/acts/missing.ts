import { at, dayOf } from '../../domain/calendar/time.ts';
import { clausesOf, namesBeside } from '../../domain/conversation/names.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import type { Student } from '../../domain/people/directory.ts';
import type { Understood } from '../../domain/understanding/types.ts';
import { fileOf } from '../../prisma/stores/answer-store.ts';
import { phrase } from '../phrase.ts';
import { type Outcome, record, type Turn } from '../turn.ts';

/** 家长失联, 电话找不到人: somebody else than the child, said just before. */
const OTHERS =
  '(?<!(?:家长|监护人|爸爸?|妈妈?|爷爷|奶奶|外公|外婆|父亲|母亲|父母|电话|手机|没有|不是)[^，。；]{0,4})';
/** The child is gone: said plainly, and said so that it may as well be the guardian who is not reached. */
const PLAIN = new RegExp(`${OTHERS}(?:失踪|走失|(?:孩子|学生|娃|人)[也都就]?不见了)`);
const MAYBE = new RegExp(`${OTHERS}(?:失联|找不到人|找不着人|不知去向)`);
const FOUND = /找到了|找着了|平安/;

type Ordinary = () => Promise<Outcome>;

/**
 * T22: a child is missing, or is found again. What else the message tells is recorded beside it; words that may mean
 * the guardian are asked back before anybody is alarmed. Null when the message tells neither.
 */
export const missingChild = async (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
  ordinary: (heard: Understood) => Promise<Outcome>,
): Promise<Outcome | null> => {
  if (!mayTell(turn)) return null;
  const gone = besideWord(turn.text, PLAIN, rosters) ?? besideName(turn.text, rosters);
  if (gone) return tell(turn, gone, 'missing', rest(heard, gone, ordinary));
  const back = besideWord(turn.text, FOUND, rosters);
  if (back && (await fileOf(turn.tx, back.id))?.missing)
    return tell(turn, back, 'found', says(heard) ? () => ordinary(heard) : null);
  const maybe = besideWord(turn.text, MAYBE, rosters);
  return maybe ? askMissing(turn, maybe, rest(without(heard, maybe), maybe, ordinary)) : null;
};

/** Records that a child is missing, after the question whether it is. */
export const alarm = (turn: Turn, student: Student): Promise<Outcome> => tell(turn, student, 'missing', null);

/** A guardian tells of the own child in other words, and the class teacher hears it first. */
const mayTell = ({ speaker }: Turn): boolean =>
  speaker.classes.length > 0 || speaker.schools.length > 0 || speaker.townships.length > 0;

const besideWord = (text: string, pattern: RegExp, rosters: Rosters): Student | null => {
  const clauses = clausesOf(text);
  const place = clauses.findIndex((clause) => pattern.test(clause));
  if (place < 0) return null;
  const named = namesBeside(clauses, place, rosters);
  const [only] = named;
  return named.length === 1 && only?.bearers.length === 1 ? (only.bearers[0] ?? null) : null;
};

/** 张伟不见了: only with the name right before it, since a bag may be gone as well. */
const besideName = (text: string, rosters: Rosters): Student | null => {
  const gone = besideWord(text, /不见了/, rosters);
  return gone && text.includes(`${gone.name}不见了`) ? gone : null;
};

/** What the message tells of others, or of whole classes; null when it is about this child alone. */
const rest = (
  heard: Understood,
  { name }: Student,
  ordinary: (heard: Understood) => Promise<Outcome>,
): Ordinary | null => {
  const others = [...(heard.entries ?? []), ...(heard.contacts ?? []), ...(heard.visits ?? [])];
  const tells = heard.act === 'report' || others.some(({ student }) => student !== name);
  return tells ? () => ordinary(heard) : null;
};

const says = ({ act, entries = [], contacts = [], visits = [] }: Understood): boolean =>
  act === 'report' || entries.length + contacts.length + visits.length > 0;

/** Whether the guardian was not reached is still to be told. */
const without = (heard: Understood, { name }: Student): Understood =>
  heard.contacts ? { ...heard, contacts: heard.contacts.filter(({ student }) => student !== name) } : heard;

const tell = async (
  turn: Turn,
  student: Student,
  kind: 'missing' | 'found',
  ordinary: Ordinary | null,
): Promise<Outcome> => {
  await record(turn, student.school, student.class ? [student.class] : [], () => [
    { about: { student: student.id }, body: { kind, student: student.id } },
  ]);
  const reply = turn.words.say('replies/settled', {
    values: { label: phrase(turn, `act_${kind}`) },
    lines: [student.name],
    now: turn.now,
  });
  const told = ordinary ? await ordinary() : null;
  return told
    ? { ...told, reply: [reply, told.reply].filter(Boolean).join('\n') }
    : { act: 'command', reply, question: null };
};

const askMissing = async (turn: Turn, student: Student, ordinary: Ordinary | null): Promise<Outcome> => {
  const told = ordinary ? await ordinary() : null;
  const options = [phrase(turn, 'option_missing'), phrase(turn, 'option_unreachable')];
  const values = { question: phrase(turn, 'ask_missing', { name: student.name }), none: null };
  const asked = turn.words.say('replies/asks', { values, lines: options, now: turn.now });
  return {
    act: told?.act ?? 'command',
    reply: [told?.reply, asked].filter(Boolean).join('\n'),
    question: {
      kind: 'missing',
      student: student.id,
      text: turn.text,
      options,
      until: at(dayOf(turn.now), '24:00'),
    },
  };
};
