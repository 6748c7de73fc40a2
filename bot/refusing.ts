import { applyFact, refusalOf } from '../domain/cases/apply.ts';
import { emptyFile } from '../domain/cases/file.ts';
import type { Refusal } from '../domain/cases/refusal.ts';
import { type SchoolState, settingOf } from '../domain/decision.ts';
import { followUpsOf } from '../domain/duties/follow-ups.ts';
import type { ClosingReason, Proof } from '../domain/facts/case-fact.ts';
import type { Fact, FactBody } from '../domain/facts/fact.ts';
import type { Student } from '../domain/people/directory.ts';
import { proofWords, reasonWords, stepWords } from '../templates/case-words.ts';
import { phrase } from './phrase.ts';
import { authorOf, type Turn, worldFor } from './turn.ts';

/** The first of several facts about a pupil that does not hold, each looked at after the ones before it. */
export const refusalIn = (
  turn: Turn,
  { files, duties }: Pick<SchoolState, 'files' | 'duties'>,
  student: Student,
  bodies: readonly FactBody[],
): Refusal | null => {
  const world = worldFor(turn, student.school);
  const setting = settingOf(world);
  const followUps = followUpsOf(student.id, duties, world.policy);
  const by = authorOf(turn.speaker);
  let file = files.find((item) => item.student === student.id) ?? emptyFile(student.id);
  for (const body of bodies) {
    const fact: Fact = { key: '', about: { student: student.id }, at: turn.now, by, words: turn.text, body };
    const refusal = refusalOf(file, body, fact, setting, followUps);
    if (refusal) return refusal;
    ({ file } = applyFact(file, fact, setting, followUps));
  }
  return null;
};

/** A refusal as one says it: what is missing, whose it is, and what to answer. */
export const sayRefusal = (turn: Turn, { name }: Student, { code, values = {} }: Refusal): string =>
  phrase(turn, `refuse_${code}`, { name, ...values, ...spoken(turn, values) });

/** The codes among a refusal's values in words. */
const spoken = (turn: Turn, { step, reason, missing, decides, township }: Refusal['values'] & object) => ({
  ...(typeof step === 'string' ? { step: stepWords[step as keyof typeof stepWords] } : {}),
  ...(typeof reason === 'string' ? { reason: reasonWords[reason as ClosingReason] } : {}),
  ...(Array.isArray(missing) ? { missing: missing.map((proof: Proof) => proofWords[proof]).join('；') } : {}),
  ...(typeof township === 'string' ? { township: turn.directory.townships.get(township)?.name ?? '' } : {}),
  ...(typeof decides === 'string' ? { who: phrase(turn, DECIDERS[decides] ?? 'bureau') } : {}),
});

const DECIDERS: Readonly<Record<string, string>> = {
  bureau: 'bureau',
  township: 'township',
  school: 'principal',
  office: 'office',
  judicial: 'judicial',
  both_lines: 'both_lines',
};

/** Nothing was recorded, and what is to be done first. */
export const sayWanting = (turn: Turn, text: string): string =>
  turn.words.say('replies/wanting', { values: { text }, now: turn.now });
