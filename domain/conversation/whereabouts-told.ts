import type { Circumstance } from '../facts/family-fact.ts';
import type { SeenAt } from '../facts/year-fact.ts';
import type { Lexicon, Meaning } from '../parents/lexicon.ts';
import { readGuardian } from '../parents/reading.ts';

/** What the school was told of a child beside its attendance, in the words that were used. */
export interface ToldOfChild {
  words: string;
  place: SeenAt;
  circumstance: Circumstance | null;
  /** The child has left: whoever is gone is not in class. */
  gone: boolean;
  /** Where the child is remains to be asked. */
  open: boolean;
}

/** Where a child that has left may be, as it is asked with numbers, in their order. */
export const WHERE_NOW = {
  home: { place: 'home', circumstance: null },
  work: { place: 'away', circumstance: 'work' },
  parents: { place: 'away', circumstance: 'migrating' },
  unknown: { place: 'unseen', circumstance: null },
} as const satisfies Record<string, Pick<ToldOfChild, 'place' | 'circumstance'>>;
export type WhereNow = keyof typeof WHERE_NOW;

/** What a family's words may mean that says where the child is or what it wants; the reason for a leave is none of them. */
const OF_LEAVE: readonly Meaning[] = ['leave', 'matter', 'ill'];

const WITH_PARENTS =
  /(?:跟|随|和|同)(?:着|了)?(?:他|她)?(?:爸|爹|妈|父|母|家里?人|全家)|(?:爸|爹|妈|父母)[^，。,]{0,4}(?:在|那边|那里|带|领)/u;
/** "他爹妈带着去": whom they took along. */
const TAKEN_ALONG = /([带领])着?(?:他|她|孩子|娃)?(?=[去到出])/u;
/** "家电话是空号，": what stands before the account itself. */
const NUMBER = /^(?:他|她)?家?(?:里|长)?的?(?:电话|手机)(?:号码?)?[^，。,]{0,8}[，。,]/u;
const WITH_RELATIVES = /(?:外婆|外公|奶奶|爷爷|亲戚|舅舅?|姑妈?|姨妈?|叔叔?|伯伯?|姐姐?|哥哥?)家/u;
/** Of one who is to come back no more. */
const LEFT = /不(?:再|去|来)?(?:读|念|上)(?:书|学)?了|辍学|退学/u;

/** What is only heard or wished is kept as it was said, and not taken to be so. */
const HEARSAY = /^(?:听说|据说|听人说|好像|可能|估计|应该)(?:是|他|她)?/u;
const WISHES =
  /(?:想|要|打算|准备|愿意)(?:去|出去|跟)?[^，。,]{0,6}(?:打工|务工|做工|进厂|上班|挣钱|学手艺|当学徒)/u;

/** "我晓得，他……": that the speaker knows it is none of it. */
const KNOWN = /^(?:的)?(?:情况)?(?:我们?|村里)?(?:晓得|知道|清楚)(?:了|的|呢|嘛|一点)?[，,。；;：:\s]+/u;
const HEAD =
  /^(?:今天|今早|早上|上午|下午|还是|也|又|一直)*(?:没有?来|没有?到|还没到|未到|不在|旷课)(?:校|上课|上学|学校)?(?:的|了)?[，,。；;：:\s]*/u;
/** How it was learned: "打通了，", "核实了，". */
const LEARNED =
  /^(?:电话|家长|他家|已经|都|刚)*(?:打通|接通|联系上|联系到|问清楚?|问|核实|查实|查清|核查)(?:过|到|清楚?)?了?[，,。；;：:\s]+/u;
/** That a child does not come is not that it does not want to. */
const MERELY_ABSENT =
  /^(?:没[有得]?(?:什么|啥)?(?:正当)?(?:的)?(?:理由|原因)[，,\s]*)?(?:他|她)?(?:就是|硬是|反正|就)*不来(?:了|的)?$/u;
/** Said without naming anybody, of a child who left: "转到昆明那边的学校读了". */
const OF_WHO_LEFT =
  /^(?:说是|已经|早就|都)*(?:转学|转走|转到[^，。,]*(?:学校|小学|中学|读)|(?:外出|出去)[打务]工|[跟随]着?(?:他|她)?(?:爸|妈|爹|父母)[^，。,]*[去到走])/u;
export const tellsOfWhoLeft = (said: string): boolean => OF_WHO_LEFT.test(said.trim().replace(LEARNED, ''));

/** A paper that goes somewhere is no child: "书面报告送到镇上了". */
const OF_PAPER =
  /(?:报告|材料|文书|初报|续报|周报|专报|草稿|通知书|决定书|告知书|责令书|回执|表册|台账)[^，。；]{0,10}(?:送|报|交|寄|递|发|签|盖|拿|带)/u;
const MOST_WORDS = 60;

/**
 * Reads "外出打工了", "不想读书", "去浙江了，他爸妈在那边", said of a child by its school, by the words in which families of the
 * county say so. Null where it tells neither where the child is nor that it does not want to come.
 */
export const readChildTold = (said: string, lexicon: Lexicon): ToldOfChild | null => {
  const words = said
    .trim()
    .replace(KNOWN, '')
    .replace(HEAD, '')
    .replace(LEARNED, '')
    .replace(/[。.!！\s]+$/u, '');
  if (words === '' || OF_PAPER.test(words) || MERELY_ABSENT.test(words)) return null;
  const plain = words.replace(HEARSAY, '').replace(NUMBER, '').replace(TAKEN_ALONG, '$1他');
  const { means } = readGuardian(/^(?:他|她|孩子|娃)/u.test(plain) ? plain : `孩子${plain}`, lexicon);
  const says = (...some: Meaning[]): boolean => some.some((meaning) => means.includes(meaning));
  const wishes = WISHES.test(words);
  const away = says('works', 'moved', 'elsewhere') && !wishes;
  if ((!away && !wishes && !says('refuses')) || OF_LEAVE.some((meaning) => means.includes(meaning)))
    return null;
  const left = LEFT.test(words);
  const circumstance = !HEARSAY.test(words) && !wishes ? circumstanceOf(words, says) : null;
  const isClear = circumstance === 'work' || circumstance === 'migrating' || WITH_RELATIVES.test(words);
  return {
    words: words.slice(0, MOST_WORDS),
    place: away ? 'away' : 'unseen',
    circumstance,
    gone: away || left,
    open: (away || left) && !isClear,
  };
};

const circumstanceOf = (words: string, says: (...some: Meaning[]) => boolean): Circumstance | null => {
  if (says('works')) return 'work';
  if (says('moved') || (says('elsewhere') && WITH_PARENTS.test(words))) return 'migrating';
  return says('refuses') ? 'refuses' : null;
};
