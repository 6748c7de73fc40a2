import { weekIn } from '../../../domain/calendar/occasions.ts';
import { choicesOf } from '../../../domain/conversation/choices.ts';
import { type Candidate, mayStayUnfilled } from '../../../domain/conversation/settling.ts';
import { subjectOf } from '../../../domain/notices/item.ts';
import { endOfDay, sayAsks } from '../../outcomes.ts';
import { phrase } from '../../phrase.ts';
import { type Outcome, type Turn, worldFor } from '../../turn.ts';
import { familyWords } from './family-words.ts';

const describe = (turn: Turn, { duty, bound, reply }: Candidate): string =>
  phrase(turn, 'duty_option', {
    subject: subjectOf(duty, worldFor(turn, turn.directory.streamOf(duty.about))),
    title: bound.duty.title,
    label: reply.label,
  });

/** What each is about; of those that read alike, also for which week or until when (the samples of two weeks). */
const toldApart = async (turn: Turn, found: readonly Candidate[]): Promise<string[]> => {
  const familySaid = await familyWords(
    turn,
    found.map(({ duty }) => duty),
  );
  const said = found.map((candidate) => `${describe(turn, candidate)}${familySaid(candidate.duty)}`);
  return found.map(({ duty: { period, dueAt } }, place) => {
    const text = said[place] ?? '';
    if (said.indexOf(text) === said.lastIndexOf(text)) return text;
    return `${text}${phrase(turn, 'duty_apart', { week: weekIn(period), due: dueAt })}`;
  });
};

/** More than these have no number of one figure. */
const MOST_SHOWN = 9;

/**
 * Several things wait for the reply that was given: which is meant, by numbers. "全部" means those that are shown, and the rest too
 * where all are of one kind: the weekly reports of a hundred schools.
 */
export const askWhich = async (
  turn: Turn,
  groups: readonly Candidate[][],
  detail: string,
): Promise<Outcome> => {
  const isConfidential = groups.some(([first]) => first?.reply.keeps);
  const shown = groups.slice(0, MOST_SHOWN);
  const isOfOneKind = new Set(groups.map(([first]) => first?.duty.name)).size === 1;
  const all = isOfOneKind ? groups : shown;
  const options = await toldApart(
    turn,
    shown.flatMap(([first]) => first ?? []),
  );
  const question = phrase(turn, 'ask_which_duty', {
    count: groups.length,
    shown: all.length > shown.length ? shown.length : null,
  });
  const none = phrase(turn, 'none_of_them');
  return {
    act: 'settle',
    reply: sayAsks(turn, question, options, none),
    question: {
      kind: 'which_duty',
      key: shown[0]?.[0]?.reply.key ?? '1',
      detail: isConfidential ? '' : detail,
      duties: all.map((group) => group.map(({ duty }) => duty.id).join(' ')),
      options,
      none,
      until: endOfDay(turn),
    },
    ...(isConfidential ? { kept: shown[0]?.[0]?.reply.label ?? '' } : {}),
  };
};

/** What the reply needs beside its number, with numbers where the answers are few. */
export const askDetail = (turn: Turn, found: readonly Candidate[]): Outcome => {
  const [first] = found as readonly [Candidate, ...Candidate[]];
  const { key, needs = 'words', keeps } = first.reply;
  const options = choicesOf(first.reply).map((code) => phrase(turn, `choice_${code}`));
  const question = phrase(turn, 'ask_detail', {
    what: describe(turn, first),
    needs: phrase(turn, `needs_${needs}`, { choices: keeps?.join('、') }),
    without: mayStayUnfilled(first.reply) ? key : null,
  });
  return {
    act: 'settle',
    reply: sayAsks(turn, question, options),
    question: {
      kind: 'detail',
      duties: found.map(({ duty }) => duty.id),
      key,
      needs,
      since: turn.now,
      repeated: 0,
      ...(options.length > 0 ? { options } : {}),
      until: endOfDay(turn),
    },
    ...(keeps ? { kept: first.reply.label } : {}),
  };
};
