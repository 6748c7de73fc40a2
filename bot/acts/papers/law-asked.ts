import type { Law, Passage } from '../../../domain/parents/law.ts';
import { loadLaw } from '../../../seeds/load-law.ts';
import { phrase } from '../../phrase.ts';
import type { Outcome, Turn } from '../../turn.ts';

const ARTICLE =
  /^(?:请问|问一下|查一?下|看一?下)?《?(?:中华人民共和国)?([\u4e00-\u9fa5]{2,12}法)》?的?第([\d一二三四五六七八九十百零]+)条(?:怎么说|怎么写|怎么规定|规定了?什么|说了?什么|是什么|是啥|说的是?什么|的?内容|的?原文|原文|内容)*的?[。？?！!]*$/u;
const ORDER_BASIS =
  /^(?:请问|问一下)?责令(?:限期)?(?:改正|送返|入学)?(?:书|通知书)?的?(?:法律)?依据?(?:的?是)?(?:哪(?:一|部|几)?(?:条|法|部法律?|条法律?)|什么(?:法律?|条款)?)(?:的?哪一?条)?[。？?！!]*$/u;
/** Ordering a guardian to put it right within a limit (law.md §3). */
const ORDER = ['义务教育法', '58'] as const;
const VIOLATED =
  /^(?:请问|问一下)?(?:家长|父母|监护人)?(?:不|没有?)(?:送|让|准|给)(?:孩子|娃娃?|小孩|学生|他|她)?(?:去|来)?(?:上学|读书|入学|到校)(?:是|算|就)?违反?了?(?:的?是)?(?:哪|什么|啥|第?几)[^，。,]{0,8}[。？?！!]*$/u;
/** That guardians see to it that the child goes to school and finishes it. */
const DUTY_OF_GUARDIANS = ['义务教育法', '5'] as const;

const FIXED = [
  [ORDER_BASIS, ORDER],
  [VIOLATED, DUTY_OF_GUARDIANS],
] as const;

let law: Law | undefined;
const passages = (): Passage[] => {
  law ??= loadLaw();
  return [...law.values()];
};

/** "义务教育法第五十八条怎么说", "责令改正依据哪一条": the words of the article as they were checked, and nothing beside them; null for anything else. */
export const lawAsked = async (turn: Turn): Promise<Outcome | null> => {
  const match = ARTICLE.exec(turn.text.trim());
  const [name, article] = match
    ? [match[1] ?? '', numberOf(match[2] ?? '')]
    : (FIXED.find(([asked]) => asked.test(turn.text.trim()))?.[1] ?? []);
  if (!name || !article) return null;
  const found = passages().filter(
    ({ short, statute, place, isVerified, repealed }) =>
      (short === name || statute.endsWith(name)) &&
      isVerified &&
      repealed === null &&
      /^\d+/.exec(place)?.[0] === article,
  );
  const [first] = found;
  if (!first) return { act: 'query', reply: phrase(turn, 'law_missing'), question: null };
  const text = found.map((passage) => passage.text).join('');
  const values = {
    statute: first.short,
    article,
    text,
    partly: found.some(({ place }) => place.includes('(')),
  };
  return { act: 'query', reply: phrase(turn, 'law_article', values), question: null };
};

const DIGITS = '零一二三四五六七八九';

/** "五十八" as "58". */
const numberOf = (text: string): string => {
  if (/^\d+$/.test(text)) return text;
  let total = 0;
  let digit = 0;
  for (const sign of text) {
    const unit = sign === '百' ? 100 : sign === '十' ? 10 : 0;
    if (unit > 0) {
      total += (digit || 1) * unit;
      digit = 0;
    } else digit = DIGITS.indexOf(sign);
  }
  return String(total + digit);
};
