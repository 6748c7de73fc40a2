import type { Reply } from '../policy/rule.ts';
import { isAsked } from './asked.ts';
import { bearersOf, type Named, namesIn } from './names.ts';
import type { Rosters } from './rosters.ts';
import { INTENDED } from './yet-to-come.ts';

/** What the office found out about a child that did not come, as its duty's replies have it (P3.1-VERIFY-SD). */
export type Verified = Extract<
  Reply['act'],
  'verified_no_cause' | 'verified_leave' | 'verified_elsewhere' | 'verified_unknown'
>;

const VERIFIED = /核实|查实|核查|查清|核过|核了/u;
/** Not yet, or wanted of somebody: no result. */
const NOT_YET =
  /[核查]实?(?:了)?没(?:有)?(?=[\s，,。！!]*$)|(?:(?:还没|没有?|未|没能)(?:去)?|(?:不用|不必|无法|没法|没空|等|正在|要|去(?!向)|请(?!假)|麻烦|帮|让|叫|喊|尽快|继续|再|待|明天|晚点)[^，,。；;\n]{0,6})(?:核实|查实|核查|查清)|(?:核实|查实|核查|查清)(?:一下|下|看看|不了|不到|中|着|不清)/u;

/** Said so that it needs no word of having found it out. */
const GONE = /去向不[明清]|下落不明|去向不详/u;
const UNKNOWN =
  /去向不[明清详]|下落不明|不知去向|(?:不知道|不晓得|不清楚|认不得|找不着|找不到|联系不上|联系不到|打听不到|查不到|没得?消息|没有消息)/u;
const NO_CAUSE =
  /无故|旷课|逃学|没[有得]?(?:什么|啥)?(?:正当)?(?:的)?(?:理由|原因)(?!不)|不[想肯愿]意?(?:来|读|上学|去|念)|厌学/u;
/** As the numbers of the duty put it: a result by itself. */
const PLAINLY_NO_CAUSE =
  /无故(?:未到|没来|没到|不来|不到|旷课|缺课)|没[有得](?:什么|啥)?(?:正当)?(?:的)?(?:理由|原因)[，,\s]*(?:就是|硬是|反正|就)不来/u;
/** A child of school age that works is away without a cause (未成年人保护法 第六十一条); whoever works may be the parents. */
const WORKS =
  /(?:去|到|在|出去|外出|跑|跟)[^，,。；;\n]{0,12}(?:[打务]工|做工|进厂|上班|当学徒|干活|挣钱)|进厂/u;
const PARENTS_WORK =
  /(?<![跟随和同][他她]?)(?:爸|妈|爹|娘|父亲|母亲|父母|家长|大人|爷爷|奶奶|哥哥?|姐姐?)(?!说)[^，,。；;]{0,6}(?:去|到|在|出去|外出|都)[^，,。；;]{0,12}(?:[打务]工|做工|厂|上班|干活|挣钱)/u;
const CAUSE =
  /有原因|有理由|补假|(?<!没有?)请了?假|事假|家里有(?:事|急事)|办(?:丧事|喜事|白事|红事)|(?:奔|办)丧|下葬|出殡/u;
/** What is no leave for a matter: 病假 is recorded as such by whoever tells of it. */
const ILL = /病|发烧|感冒|住院|咳|拉肚子|肚子疼|头疼|不舒服|输液|吊针|手术|受伤|骨折/u;
const ELSEWHERE =
  /(?:在|到|去|转到?)(?!(?:我们|本|这个?)校)(?:别处|外地|外省|外县|别的?学校|其他学校|他校|[^，,。；;\s]{1,12}?)(?:就读|上学|读书|读(?!不)|念书|上(?:小学|中学|初中|幼儿园)|借读)|转学|转走|转到.{1,12}(?:学校|小学|中学)|在(?:别|其他|另外)的?学校/u;
/** Wished, planned or heard only: the child is not said to be there. */
const NOT_THERE = new RegExp(
  `(?:想|要|${INTENDED}|可能|听说|好像|估计|应该|没有?|不|未)(?:在|到|去|转)`,
  'u',
);
const HOME = /在家|家里|回家|在村|在屋/u;

/** Whether a message tells what was found out, whatever it names beside. */
export const tellsVerified = (text: string): boolean =>
  !isAsked(text) &&
  !NOT_YET.test(text) &&
  (VERIFIED.test(text) || GONE.test(text) || ELSEWHERE.test(text) || PLAINLY_NO_CAUSE.test(text));

/** Whether what was found out is that the child works. */
const saysWorks = (words: string): boolean =>
  WORKS.test(words) && !PARENTS_WORK.test(words) && !NOT_THERE.test(words);

/** What of it tells more of the child than a result does, for whoever keeps that: "去浙江打工"; null where nothing does. */
export const toldBeside = (words: string): string | null =>
  saysWorks(words) ? words.replace(OF_VERIFYING, '') : null;

const OF_VERIFYING =
  /^[，,：:\s]*[^，,。；;]{0,4}(?:核实|查实|核查|查清|核过|核)[^，,。；;]{0,4}[，,。；;：:\s]+/u;

/**
 * The result that the words beside a name tell: "核实了，在义乌读书，等学籍转". Undefined where they tell none, or an illness, which is
 * told as such; null where they say that it was verified and not with which result: "核实了，在家".
 */
export const verifiedIn = (words: string, text: string): Verified | null | undefined => {
  const isVerified = VERIFIED.test(text);
  if (ILL.test(words)) return undefined;
  const results = [
    ...(GONE.test(words) || (isVerified && UNKNOWN.test(words)) ? (['verified_unknown'] as const) : []),
    ...(ELSEWHERE.test(words) && !NOT_THERE.test(words) ? (['verified_elsewhere'] as const) : []),
    ...((isVerified && (NO_CAUSE.test(words) || saysWorks(words))) || PLAINLY_NO_CAUSE.test(words)
      ? (['verified_no_cause'] as const)
      : []),
    ...(isVerified && CAUSE.test(words) ? (['verified_leave'] as const) : []),
  ];
  if (results.length === 1) return results[0];
  return isVerified && (results.length > 1 || HOME.test(words) || words.replace(SAID, '') === '')
    ? null
    : undefined;
};

/** That it was verified, and nothing more. */
const SAID = /核实|查实|核查|查清|核过|核|已经?|都|也|清楚|完|好|过|情况|了|[\s，,。！!、：:的]/gu;

const JOINED = /^[\s、，,和与及跟]*$/u;

/** The names of a text with the words beside each; names that nothing stands between share what follows the last. */
export const wordsBeside = (text: string, rosters: Rosters): { names: Named[]; words: string }[] => {
  const groups: { names: Named[]; words: string }[] = [];
  let names: Named[] = [];
  const found = namesIn(text, rosters);
  found.forEach((name, place) => {
    const next = found[place + 1];
    const words = text.slice(name.at + name.name.length, next?.at ?? text.length);
    names.push({ ...name, bearers: bearersOf(name.name, text, rosters) });
    if (next && JOINED.test(words)) return;
    groups.push({ names, words });
    names = [];
  });
  return groups;
};
