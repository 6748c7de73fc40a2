import { dayOf } from '../../domain/calendar/time.ts';
import type { Rosters } from '../../domain/conversation/rosters.ts';
import { candidates, readShortReply } from '../../domain/conversation/settling.ts';
import type { Understood } from '../../domain/understanding/types.ts';
import type { Outcome, Turn } from '../turn.ts';
import { isCaseSentence } from './county/commands.ts';
import { askedAboutFigures } from './figures/figure-queries.ts';
import { askedFile } from './lists/files.ts';
import { taughtQuery } from './queries.ts';

/** "谁……", "……吗": nobody looks into a file for that. */
const QUESTION = /^(?:现在|今天|目前|还有)?(?:谁|哪)|(?:[？?]|吗|呢|怎么样了?|多少|几[个人])$/u;
/** "张伟去哪了", "张伟怎么没来", but "了解为什么没来" is what for. */
const ASKED_AFTER =
  /^(?!了解|核|查|想|看|问|打听|掌握|落实|家访|劝).{2,8}?(?:哪[里儿点]?去?了?|人呢|(?:怎么|咋个?|为什么|为啥|为何).{0,6}[没不].{1,5})$/u;
const COMMAND = /^(?:帮助|怎么用|使用说明|撤回.{0,6})[。！!]?$/u;

/**
 * What was said where a purpose was asked for (policy.md §5.2.4): `look` opens what was asked for by it. What asks for
 * something else, or tells of something, is taken for that and kept as no purpose: then the question stays open.
 */
export const withPurpose = async (
  turn: Turn,
  heard: Understood,
  rosters: Rosters,
  look: (purpose: string) => Promise<Outcome | null>,
): Promise<Outcome | null> => {
  const other =
    (await taughtQuery(turn, rosters)) ?? (await askedAboutFigures(turn)) ?? (await askedFile(turn));
  if (other) return other;
  return isToldElse(turn, heard) ? null : look(turn.text);
};

const isToldElse = ({ text, duties, policy, now }: Turn, heard: Understood): boolean =>
  readShortReply(text) !== null ||
  QUESTION.test(text.trim()) ||
  ASKED_AFTER.test(text.trim()) ||
  isCaseSentence(text) ||
  candidates(duties, text, policy.named, dayOf(now)).found.length > 0 ||
  COMMAND.test(text.trim()) ||
  heard.expected != null ||
  // “核对缺勤” may be read of the child that was spoken of before: only a child that is named is told of.
  (heard.entries ?? []).some(({ student }) => text.includes(student));
