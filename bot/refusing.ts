import type { Refusal } from '../domain/cases/refusal.ts';
import type { ClosingReason, Proof } from '../domain/facts/case-fact.ts';
import type { Student } from '../domain/people/directory.ts';
import { proofWords, reasonWords, stepWords } from '../templates/case-words.ts';
import { phrase } from './phrase.ts';
import type { Turn } from './turn.ts';

/** A refusal as one says it: what is missing, whose it is, and what to answer. */
export const sayRefusal = (turn: Turn, { name }: Student, { code, values = {} }: Refusal): string =>
  phrase(turn, `refuse_${code}`, { name, ...values, ...spoken(turn, values) });

/** The codes among a refusal's values in words. */
const spoken = (turn: Turn, { step, reason, missing, decides }: Refusal['values'] & object) => ({
  ...(typeof step === 'string' ? { step: stepWords[step as keyof typeof stepWords] } : {}),
  ...(typeof reason === 'string' ? { reason: reasonWords[reason as ClosingReason] } : {}),
  ...(Array.isArray(missing) ? { missing: missing.map((proof: Proof) => proofWords[proof]).join('；') } : {}),
  ...(typeof decides === 'string' ? { who: phrase(turn, DECIDERS[decides] ?? 'bureau') } : {}),
});

const DECIDERS: Readonly<Record<string, string>> = {
  bureau: 'bureau',
  township: 'township',
  school: 'principal',
  judicial: 'judicial',
  both_lines: 'both_lines',
};
