import { dayOf } from '../../domain/calendar/time.ts';
import { namesIn } from '../../domain/conversation/names.ts';
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

/** "重新派单", "帮我发台账": something is to be done, or taken back. */
const REQUEST =
  /^(?:请|帮|麻烦|劳烦|给我|把|将|转告|通知|让|叫|喊|更正|不对|错了|我要(?!了解|核|查|看)|我想(?!了解|核|查|看|知道))|(?:重新|改|另|再|要|请)[^，。；]{0,4}(?:派单|派给|立案|销案|登记|安置)|(?:发|导|打印)(?:给|到|出|一份|一下|我)/u;
/** How a purpose begins, or ends. */
const PURPOSE =
  /^(?:为了?|用于|用来|因为?|想|要|准备|需要|进一步|再|先|我们?|我想|我要|今天|明天|下午|去)*(?:了解|核|查|看|问|打听|掌握|落实|家访|走访|劝|督|研究|上报|汇报|报告|统计|帮|救|慰问|跟进|处理|办|写|开会|对接|对账|调查|排查|审|复|联系|入户|协调|制定|整改|通报|接访|商量|准备|安排|给[^，。]{1,8}(?:看|汇报))|(?:用|需要|工作|使用|研究|材料|核查|核实|督查|检查|会议|汇报|劝返|了解情况)[。！!]?$/u;

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
  return isToldElse(turn, heard) || tellsOfSomebody(turn, rosters) ? null : look(turn.text);
};

/** "段国兴家搬到昆明去了": a child is told of, and nothing says what it is looked into for. */
const tellsOfSomebody = ({ text, directory }: Turn, rosters: Rosters): boolean =>
  !PURPOSE.test(text.trim()) &&
  (namesIn(text, rosters).length > 0 ||
    directory.parts.students.some(({ name }) => name.length > 2 && text.includes(name)));

const isToldElse = ({ text, duties, policy, now }: Turn, heard: Understood): boolean =>
  readShortReply(text) !== null ||
  QUESTION.test(text.trim()) ||
  ASKED_AFTER.test(text.trim()) ||
  isCaseSentence(text) ||
  candidates(duties, text, policy.named, dayOf(now)).found.length > 0 ||
  COMMAND.test(text.trim()) ||
  REQUEST.test(text.trim()) ||
  heard.expected != null ||
  // “核对缺勤” may be read of the child that was spoken of before: only a child that is named is told of.
  (heard.entries ?? []).some(({ student }) => text.includes(student));
