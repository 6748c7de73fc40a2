import { wordsOf } from '../lexicon/layout.ts';
import { PLACES } from '../lexicon/places.ts';
import { RESULT_WORDS } from '../lexicon/visits.ts';
import type { VisitResult } from '../types.ts';

/** What words tell of a visit; `failed` and `succeeded` hold only where nothing plainer is told. */
export type ResultTold = VisitResult | 'failed' | 'succeeded' | 'undecided';

const either = (table: string, except = ''): string =>
  `(?:${wordsOf(table)
    .filter((word) => word !== except)
    .join('|')})`;
const frame = (pattern: string): RegExp => new RegExp(pattern, 'g');

const CHILD = `(?:${either(RESULT_WORDS.child)}|#+)`;
const SPEAK = either(RESULT_WORDS.speak);
const SCHOOL = either(RESULT_WORDS.school);
const WORK = `${either(RESULT_WORDS.work)}(?!作)`;
const AT_HOME = either(RESULT_WORDS.homework);
const SOON = either(RESULT_WORDS.soon);
const SURE = either(RESULT_WORDS.sure);
const WANTS = either(RESULT_WORDS.wants);
const CONSENT = either(RESULT_WORDS.consent);
const REFUSAL = either(RESULT_WORDS.refusal);
const TODAY = either(RESULT_WORDS.today);
const ELSEWHERE = either(`${PLACES} ${RESULT_WORDS.elsewhere}`, '东川');
const HERE = either(RESULT_WORDS.here);

const KIN = '[爸妈爹娘爷奶公婆父母叔舅姑姨哥姐家]';

const CLAUSE = '[^,.;:!?\\n•]';
/** Neither the end of a clause nor a negation. */
const YES = '[^,.;:!?\\n•不没未无别拒莫]';
/** Nor a word for what is only said, wished or still to come. */
const DONE = '[^,.;:!?\\n•不没未无别拒莫承答应允意说讲言喊叫让劝将要会等愿肯想就再才明后下送被动]';
const END = '(?=$|[^\\u3400-\\u9fff#]|了|嘛|吧|的|呢)';
const ALONE = '(?=$|[,.;!\\n ])';

const BRINGS = `(?:(?:送|领|带|喊|叫|让|把|给|催|放|陪)${CHILD}?)`;
const GOES = '(?:送|来|去|回来|回去|回|返回|返|转来|转去|转|到|上|进)';
/** "送孩子到校", "来读书", "回学校上课", "复学" */
const COMES = `${BRINGS}{0,2}(?:${GOES}{1,2}(?:${SCHOOL}|来|去|上)*|复学|复课|上学|读书|入学|(?:继续|接着)(?:读|念|上))${END}`;
const BACK = '(?:回来|转来|来学校|回学校|到学校|回到学校)';
const RETURNED = `(?:归校|归队|返校|随班就读|复学|复课|入学|来校|在校|(?:回|到|进|入|返)到?${SCHOOL}|在(?:教室|班|学校|校)|(?:送|接|领|带)?(?:来|${BACK})了|坐进|跟班)`;

/** Read before all else and then taken out, so that nothing within it counts: in this order. */
export const TAKEN_OUT: readonly [RegExp, ResultTold | undefined][] = [
  // "答不答应", "来不来"
  [/([\u3400-\u9fff])[不没]\1[\u3400-\u9fff]?/g, 'undecided'],
  [/没有?(?:马上|立刻|当场|明确|直接)(?:答应|同意|表态|应允|拒绝)/g, 'undecided'],
  // "没再说不读", "不是不想来"
  [frame(`(?:没有?|不|未)(?:再|提|敢)*${SPEAK}[不没]${CLAUSE}{1,4}|不是不${CLAUSE}{1,4}`), undefined],
  // "明天再去" is what the speaker plans.
  [
    frame(`${SOON}[又还]?(?:再|接着|继续)(?:去|跑|走|访|约|联系|上门|登门|劝)(?<!${SPEAK}${CLAUSE}{0,12})`),
    undefined,
  ],
  // "要出去打工", "等满十六岁就进厂"
  [
    frame(
      `(?:${WANTS}|[等满]${CLAUSE}{1,8}就)(?:出去|外出|去|跟|在|留|到|下|进){0,2}${CLAUSE}{0,5}?(?:${WORK}|${AT_HOME})`,
    ),
    'refused',
  ],
  // "不来", "不准她再去学校"; "没来" and "不去打工" refuse nothing.
  [
    frame(
      `(?<![没别并])不(?:再|想|愿意|愿|肯|会|准|让|许|给|放|敢|要|用|打算|情愿|乐意)*${CHILD}?(?:再|外出|出去|出门|继续|接着)*(?:来|去|回|返|读|念|上学|送|转|复学|进校)(?!电|话|信|消息|微信|得|成|及|${WORK})`,
    ),
    'refused',
  ],
  // "不让她去打工了"
  [frame(`[不别](?:准|让|给|许|再|会|想|要|叫|喊|放)*${CHILD}?[再出外去到进]*${WORK}`), undefined],
];

export const FRAMES: Readonly<Partial<Record<ResultTold, readonly RegExp[]>>> = {
  promised: [
    frame(`${SOON}${YES}{0,10}?${COMES}`),
    frame(
      `${SURE}(?<![不别莫未没无拒绝]${CLAUSE}{0,3}${SURE})${YES}{0,6}?${COMES}(?<=${SPEAK}[^.;!?\\n•]{0,40})`,
    ),
    // "家长应周一送回"
    frame(`(?:${KIN}|长|人|[他她生#,: ])应(?:了|下)?(?:${SOON}|周|星期|礼拜)${YES}{0,6}?${COMES}`),
    frame(`${SPEAK}[ :,]{0,2}${CONSENT}(?![空闲到去先等])`),
    // "劝返某某: 成", "某某来"
    frame(`(?<=[:, #])(?:允|诺|成|可|行|肯|ok)${ALONE}`),
    frame(`(?<=#)[愿肯]?[来读]${ALONE}`),
  ],
  refused: [
    frame(`以${YES}{1,10}(?:辞|为由|相拒|推脱|推托)`),
    frame(`${SPEAK}[ :]{0,2}${REFUSAL}`),
    frame(`(?<=[:, #])(?:拒|否|不|不行)${ALONE}`),
  ],
  away: [
    frame(`[去到下上赴往在进奔搬嫁][了到去往在]{0,2}${ELSEWHERE}`),
    frame(`(?:不在|离开|离了|走出)了?${HERE}`),
    frame(`[去到在下进赴往]${CLAUSE}{0,6}?${WORK}`),
    // "跟男朋友跑了", not with who visited.
    /跟(?![我你村校车]|[^,.;!\n]{0,4}(?:老师|校长|干部|工作|书记|主任))[^,.;!\n不没]{1,6}?(?:跑|走|私奔|出去)(?:出去|掉)?了/g,
    /(?:出去|外出|出门|走)了?[有快都]?[一二两三四五六七八九十几半好\d]{1,3}个?多?(?:月|年|星期|周)/g,
  ],
  not_met: [
    /门[^,.;!\n没不]{0,4}[锁关闩拴闭]|锁[^,.;!\n没不]{0,3}门/g,
    frame(`(?<![大护家])[人娃]不在${ALONE}`),
  ],
  returned: [
    frame(`(?:已|业[已于]|均已|都已|现已|已经|当即|刚刚?|现在?|总算|终于|${TODAY})${DONE}{0,8}?${RETURNED}`),
    frame(`${TODAY}就(?:自己)?(?:来|返校|到校|${BACK})了`),
    frame(
      `[送接带领劝请叫喊载拉][了着得]?${CHILD}?(?:回|到|来|进|转|回到|进到)(?:${SCHOOL}|来)*了|[把将]${CHILD}${DONE}{0,4}[劝带接领]?[回来](?:${SCHOOL}|来)+`,
    ),
    frame(`由${YES}{1,8}[送带接领][回至到返归]`),
    // "她自己来了", not "她妈来了".
    frame(
      `(?:${either(RESULT_WORDS.child)}|自己|自行|本人)(?:(?!${KIN})${DONE}){0,8}?(?:(?<![起出下上过])来|到校|返校|${BACK})了`,
    ),
    frame(`[跟随坐乘搭]${DONE}{1,8}?(?:返校|回校|回班|进教室|${BACK})|跟着?来了`),
    frame(`(?<=[:,] ?)(?:返校|复学|到校|归校|复课)${ALONE}`),
  ],
};
