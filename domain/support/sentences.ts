import type { Day } from '../calendar/time.ts';
import type { SupportFactBody } from '../facts/support-fact.ts';
import type { Student } from '../people/directory.ts';
import { phoneDigits, TELEPHONE } from '../people/masking.ts';
import type { Reply } from '../policy/rule.ts';
import type { Benefits } from './needs.ts';
import { benefitsNamed } from './replies.ts';

const KIN =
  '爷爷|奶奶|外公|外婆|阿公|阿婆|姑姑|姑妈|舅舅|舅妈|叔叔|婶婶|伯父|伯母|大伯|姨妈|姨姨|哥哥|姐姐|爸爸|妈妈|亲戚|邻居';
const OF_CHILD = '(?:[他她]|孩子|娃娃?)?的?';
/** "他大姑马小梅", "邻居李大妈". */
const RELATIVE = `${OF_CHILD}[大二三四五幺小老表堂亲]?(?:${KIN}|姑父|姑爹|姑婆|姑奶|舅爷|姨爹|大爹|大妈|[嬢孃][嬢孃]|小姨|大姨|二姨|三姨|大姑|小姑|二姑|三姑)(?:[\\u4e00-\\u9fa5]{2,3}?)?`;
/** Somebody by name alone; not who sees to it in their post. */
const NAMED = `(?!我|[^，。]{0,4}(?:老师|校长|主任|学校|村委|社区|民政|派出所|政府))${OF_CHILD}[\\u4e00-\\u9fa5]{2,6}?`;
/** Who has a child about them; no way to school with somebody, nor what somebody is brought up with. */
const CARES = `在家?(?:照看|照顾|照管|照料)|照看|照顾|照管|照料|照护|看管|代管|监护|看着|一起住|(?:带|管|过)(?![来去到走回大上年节生几]|日(?!子))(?:[他她了着]|孩子|娃娃?|起|日子|生活)*(?=$|[，。,！!；;（(\\s])`;
const CARER = new RegExp(
  `(?:(?:由|跟着?|归|托|托给|托付给?|委托|委托给|拜托|交|交给|交由|请)了?(${RELATIVE})|(?:托付?给?|委托给?|交由)了?(${NAMED}))(?:在家|帮忙?|代为|来)*(?:${CARES})`,
  'u',
);
const CARER_IS =
  /(?:照看人|照护人|被委托人|委托监护人)(?:叫|是|为|定为|[：:])\s*([\u4e00-\u9fa5（）()、]{2,12})/u;
/** Not settled yet, or asked. */
const WISHED =
  /(?:(?:想|打算|准备|能不能|可不可以|可以|要不要|会不会|没法|不能|如果|要是|以前|原来)[^，。,；;]{0,4}|没有?|不|未)$/u;
const CARERS_PHONE = new RegExp(
  `[，,、；;\\s]*[（(]?(?:[他她其]的?)?(?:联系)?(?:电话|手机|号码)?号?码?(?:[是为：:\\s])*(?:${TELEPHONE.source})[)）]?`,
  'gu',
);

/** Who looks after a child at home, and where they are called. */
export interface CarerNamed {
  carer: string;
  phone: string | null;
}

/** What is said of a carer, and the number that stands beside it. */
export const phoneApart = (said: string): { text: string; phone: string | null } => {
  const [phone] = said.match(TELEPHONE) ?? [];
  return { text: said.replace(CARERS_PHONE, ''), phone: phone ? phoneDigits(phone) : null };
};

/** "托他爷爷马老三管，电话13800000000", "委托姑妈照顾" (P5.1-LEFTBEHIND, 未成年人保护法 22、23); null where nobody is named. */
export const carerNamed = (said: string): CarerNamed | null => {
  const { text, phone } = phoneApart(said);
  const match = CARER_IS.exec(text) ?? CARER.exec(text);
  const carer = match?.[1] ?? match?.[2];
  if (!match || !carer || WISHED.test(text.slice(0, match.index)) || /[?？吗]/u.test(text)) return null;
  return { carer, phone };
};

const BUDDY =
  /([\u4e00-\u9fa5]{1,3}(?:老师|主任|校长))[^，。]{0,8}(?:结对|帮扶|一对一)|(?:结对|帮扶)(?:老师|教师)?(?:是|为|[：:])\s*([\u4e00-\u9fa5]{2,4}(?:老师|主任|校长)?)/u;
const HOME_LESSON = /送教(?:上门)?(?:了|过|一次|第.{1,2}次)|(?:去|到).{0,6}送(?:了)?教/u;
const WAYS = [
  [/随班就读/u, 'inclusive_class'],
  [/送教上门|送教到家/u, 'home_teaching'],
] as const;
const ELSEWHERE = /在([^，。；在]{2,20}?)(?:读书|就读|上学|借读)/u;
const PROVEN = /(?:在读|就读|学籍)?证明(?:已|收到|拿到|开了|有)|有(?:在读|就读)?证明|学籍已转/u;
const ONE_TO_ONE =
  /(?:和|跟|与|找|给|为)[^，。]{1,8}(?:谈了?(?:一次)?心|谈了?(?:一次)?话|聊了|补了?(?:一次)?课|辅导)/u;
const FAMILY = new RegExp(`家长|监护人|父母|爸|妈|${KIN}`, 'u');
const NOT_GIVEN = /(?:没|未)(?:有)?(?:领到?|享受|拿到|收到|发|给|办|吃上|免)|应享未享|漏了/u;

/** Of the child, at the end of its clause: "没人管作业", "没人带弟弟" are of something else. */
const NO_CARER =
  /(?<!不是)(?:没有?得?|无)(?:一?个)?(?:(?:大人|人|哪个)(?:在家)?(?:(?:管教?|照管|照看|照顾|照应|看管)(?:[他她了]|孩子|娃|小孩|着)*|带[他她了着]*)|(?<=(?:家里?|屋头|屋里|家头|身边)[都也现就在一]*(?:没有?得?|无)(?:一?个)?)大人(?:在家?|了)?)(?=$|[，。,！!；;\s])/u;
/** Whoever else is left alone, or lies ill, so that the child stays at home: a matter for leave. */
const OF_ANOTHER = new RegExp(
  `(?:${KIN}|[弟妹爷奶公婆爹娘爸妈哥姐]|老人|老者|作业|学习|成绩|吃饭|[牛羊猪马鸡]|牲口|庄稼|[店铺摊])(?:在家|都|又|也)?$|病|烧|摔|住院|进医院|手术|月子|断了|瘫|伤|陪考|看店|守店`,
  'u',
);

/** Whether a sentence without its name says that nobody looks after the child: "没得人管他", "爹妈都不在，没人带". Whoever is named after it does. */
export const lacksCarer = (text: string): boolean => {
  const clauses = text.split(/[，。,！!；;]/u);
  const lacking = clauses.findIndex((clause) => {
    const at = clause.search(NO_CARER);
    return at >= 0 && !OF_ANOTHER.test(clause.slice(0, at));
  });
  return lacking >= 0 && carerNamed(clauses.slice(lacking + 1).join('，')) === null;
};

/**
 * What a sentence tells of one pupil's help, in the words people use: who looks after the child, who helps, how it is
 * taught, where it studies, what it lacks. Null when it tells none of that. Flags decide between meanings: a talk is one
 * of P5.4-WEARY only with a weary pupil, studying elsewhere one of P5.4-MIGRANT only of a child that moved.
 */
export const readHelp = (
  text: string,
  { id: student, name, flags }: Pick<Student, 'id' | 'name' | 'flags'>,
  benefits: Benefits,
  today: Day,
): SupportFactBody | null => {
  const said = text.replaceAll(name, '');
  if (lacksCarer(said)) return { kind: 'carer', student, carer: null };
  const named = carerNamed(said);
  if (named) return { kind: 'carer', student, carer: named.carer };
  const buddy = BUDDY.exec(said);
  if (buddy) return { kind: 'buddy', student, teacher: buddy[1] ?? buddy[2] ?? '' };
  if (HOME_LESSON.test(said)) return { kind: 'home_lesson', student, day: today };
  const way = WAYS.find(([pattern]) => pattern.test(said))?.[1];
  if (way && !asksHow(said)) {
    const detail = way === 'home_teaching' ? particularsOf(said) : '';
    return { kind: 'schooling', student, way, ...(detail ? { detail } : {}) };
  }
  if (NOT_GIVEN.test(said) && namesBenefit(said, benefits))
    return { kind: 'benefits', student, missing: benefitsNamed(said, { flags }, benefits) };
  const school = ELSEWHERE.exec(said)?.[1];
  if (school && flags.includes('migrant'))
    return { kind: 'elsewhere', student, school, proven: PROVEN.test(said) };
  if (flags.includes('weary') && ONE_TO_ONE.test(text) && !FAMILY.test(said))
    return { kind: 'one_to_one', student, day: today };
  return null;
};

/** "送教上门怎么办": asked, and not decided. */
const ASKS_HOW = /怎么|咋个?|如何|要不要|行不行|能不能|可不可以|[?？]|[吗么呢]$/u;
const asksHow = (said: string): boolean => ASKS_HOW.test(said.trim());

/** Whether somebody asks how a child is taught at home. */
export const asksHomeTeaching = (text: string): boolean => /送教/u.test(text) && asksHow(text);

/** How often, from when and by whom, as it was told beside the decision. */
const particularsOf = (said: string): string =>
  said
    .split(/[，,。；;！!\s]+/u)
    .filter((clause) => clause !== '' && !/送教/u.test(clause))
    .join('，')
    .slice(0, MOST_PARTICULARS);
const MOST_PARTICULARS = 60;

const PARTICULARS = {
  often: /每(?:周|星期|月|天|两周)|[一二两三四五\d]次/u,
  start: /开始|起|[月号日]|今天|明天|下周|周[一二三四五六日]/u,
  teacher: /老师|主任|校长|负责|来教/u,
} as const;

/** What is still to be said of how a child is taught at home: how often, from when, by whom. */
export const particularsWanting = (text: string): (keyof typeof PARTICULARS)[] =>
  (Object.keys(PARTICULARS) as (keyof typeof PARTICULARS)[]).filter((name) => !PARTICULARS[name].test(text));

const namesBenefit = (text: string, benefits: Benefits): boolean =>
  benefits.some(({ label, words }) => [label, ...words].some((word) => text.includes(word)));

const LACKING: readonly (readonly [NonNullable<Reply['lack']>, RegExp])[] = [
  ['carer', /照看|照顾|照管|有人(?:带|管)/u],
  ['buddy', /结对|帮扶/u],
  ['schooling', /就读|安排|送教/u],
  ['proof', /证明|去向/u],
  ['benefits', /享受|资助|补助|领/u],
];

/** "除了张伟都享受了": what those who are named lack; null for "除了张伟都到齐了", which is about the roll. */
export const exceptionIn = (text: string): Reply['lack'] | null =>
  /^除/u.test(text.trim()) ? (LACKING.find(([, words]) => words.test(text))?.[0] ?? null) : null;

const TALK = '(?:谈|聊|辅导|疏导|沟通)';
/** Up to a verb of talking, in the same breath, with nobody of the family in between. */
const UP_TO_TALK = `(?:(?!${FAMILY.source})[^，。；]){0,8}?${TALK}`;
const TALK_JUST_BEFORE = new RegExp(`${TALK}[^，。；]{0,3}$`, 'u');
const TALK_AFTER = new RegExp(`^${UP_TO_TALK}`, 'u');
const TALK_WITH_SOMEBODY = new RegExp(`^(?:今天|刚才|已经?|都)*${TALK}|[和跟与找给为]${UP_TO_TALK}`, 'u');
const FAMILY_FIRST = new RegExp(`^的?(?:${FAMILY.source})`, 'u');
const OF_MANY = /讲座|活动|主题|班会|全校|全体/u;

/** Whether a sentence tells of a talk with the child whose name stands there: "和张伟聊了", "疏导了张伟"; not of one with its family. */
export const tellsTalkWith = (text: string, name: string, place = text.indexOf(name)): boolean => {
  const after = text.slice(place + name.length);
  if (place < 0 || FAMILY_FIRST.test(after)) return false;
  return TALK_JUST_BEFORE.test(text.slice(0, place)) || TALK_AFTER.test(after);
};

/** Whether a sentence tells of a talk with one child, named or not: "聊过了，好多了", "和他谈了"; not of a lecture to many. */
export const tellsTalk = (text: string): boolean => TALK_WITH_SOMEBODY.test(text) && !OF_MANY.test(text);
