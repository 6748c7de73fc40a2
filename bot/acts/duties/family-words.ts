import type { Duty } from '../../../domain/duties/duty.ts';
import { familyWordsAt } from '../../../prisma/stores/answer-store.ts';
import { phrase } from '../../phrase.ts';
import type { Turn } from '../../turn.ts';

const MOST_SHOWN = 14;

/** What the families wrote who wait for an answer, as an end of each duty's line: four of one child are told apart by nothing else. */
export const familyWords = async (turn: Turn, duties: readonly Duty[]): Promise<(duty: Duty) => string> => {
  const isAsked = ({ name }: Duty): boolean => {
    const opens = turn.policy.named.get(name)?.duty.opens;
    return opens === 'family_asks' || opens === 'family_asks_guarded';
  };
  const waiting = duties.filter(isAsked);
  const asked = waiting.flatMap(({ about, openedAt }) =>
    about.student ? [{ student: about.student, at: openedAt }] : [],
  );
  const words = await familyWordsAt(turn.tx, asked);
  return (duty) => {
    const { about, openedAt } = duty;
    const said = isAsked(duty)
      ? words.get(`${about.student}@${openedAt}`)?.replace(/\s+/gu, ' ').trim()
      : undefined;
    if (!said) return '';
    const few = [...said].length > MOST_SHOWN ? `${[...said].slice(0, MOST_SHOWN).join('')}…` : said;
    return phrase(turn, 'family_said', { words: few });
  };
};
