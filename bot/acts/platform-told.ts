import { isLive } from '../../domain/duties/duty.ts';
import type { Reply } from '../../domain/policy/rule.ts';
import type { Outcome, Turn } from '../turn.ts';
import { settleAs } from './settle.ts';

const DEED = '(?:登记|录入|录|上报|填报|填|报|登|反映|更新|核对)';
/** "平台上登记好了", "救助平台已经录入了", "在平台登了"; the system of the class's marks is another. */
const TOLD = new RegExp(
  `^(?!.*(?:动态|学籍|标注))[^。；;]{0,16}(?:救助)?平台[^。；;]{0,6}?(?:已经?|都)?${DEED}(?:进去|上去|完成|完毕|[好完上成])*[了过]?(?:[，,：:\\s]|$|[。！!]|工单|编?号)`,
  'u',
);
const IS_DONE = new RegExp(`(?:已经?|都)[^，。；;]{0,3}${DEED}|${DEED}[^，。；;]{0,4}[了过好完]`, 'u');
const NOT_YET = new RegExp(
  `(?:没|未|不|准备|打算|明天|等下|待会|马上|要|怎么|如何|能|可以)[^，。；;]{0,6}${DEED}|${DEED}(?:了|好了)?(?:没有?|吗|么|不)(?:$|[?？])|[?？]\\s*$`,
  'u',
);
const NUMBER = /(?<![\d〔[])[A-Za-z]{0,6}\d[\dA-Za-z-]{3,}/u;

/** A ticket has a number; the entry of what was done has none. */
const TICKETS: readonly Reply['act'][] = ['ticket', 'ticket_confirmed'];
const ENTRIES: readonly Reply['act'][] = ['online_entered'];

/** What was entered in the platform settles what waits for it: a number is asked for where one is needed. Null where nothing waits. */
export const platformTold = async (turn: Turn): Promise<Outcome | null> => {
  const { text, directory } = turn;
  if (!TOLD.test(text) || !IS_DONE.test(text) || NOT_YET.test(text)) return null;
  const named = directory.parts.students.filter(({ name }) => text.includes(name)).map(({ id }) => id);
  const waiting = turn.duties.filter(
    (duty) => isLive(duty) && (named.length === 0 || named.includes(duty.about.student ?? '')),
  );
  const number = NUMBER.exec(text.replaceAll(/\d{1,2}月\d{1,2}[日号]/gu, ''))?.[0] ?? '';
  if (number === '') return settleAs(turn, waiting, [...ENTRIES, ...TICKETS], '');
  return (await settleAs(turn, waiting, TICKETS, number)) ?? settleAs(turn, waiting, ENTRIES, '');
};
