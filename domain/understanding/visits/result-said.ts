import { normalise } from '../text/normalise.ts';
import { standardSpeech } from '../text/speech.ts';
import type { VisitResult } from '../types.ts';
import { resultOf, resultsIn } from './results.ts';

/** What an account of one visit, in which no pupil is named, tells of what came of it: "去了，家里没人". */
export function resultSaid(words: string): VisitResult {
  const text = normalise(words);
  return resultOf(resultsIn(text, standardSpeech(text), []));
}
