import type { Student } from '../people/directory.ts';
import { isAsked } from './asked.ts';
import { namesIn } from './names.ts';
import type { Rosters } from './rosters.ts';
import { INTENDED, LATER } from './yet-to-come.ts';

const SEEK = '(?:找|寻)(?:到|着|倒|见|回来?)';
/** Somebody or something else than the child: 手机找到了, 家长找到了, 找到线索了. */
const ELSE =
  '手机|电话|号码|书包|作业本?|衣服|鞋|车|证|钥匙|钱|东西|线索|监控|消息|办法|工作|地址|地方|住处|住址|[他她]家|家人|家长|监护人|爸爸?|妈妈?|父亲|母亲|父母|爷爷|奶奶|外公|外婆|亲戚|老板|医生';
const OF_ELSE = new RegExp(
  `(?:${ELSE})[也都就已经被给终于全]{0,3}${SEEK}|${SEEK}了?[^在，]{0,6}(?:${ELSE})`,
  'u',
);
const FOUND = new RegExp(`${SEEK}|(?<![报保祝求])平安`, 'u');
/** Before those words: not so, not sure, not yet. After them: what is to be done once it is so. */
const UNSURE =
  /没|不|未|无法|好像|听说|据说|可能|也许|应该|估计|怀疑|疑似|似乎|如果|要是|假如|若|万一|等|希望|但愿|祝|保佑|争取|尽快|愿|怎么|哪|谁/u;
const ONCE = /^[^了]{0,5}就|再说|以后|之后|为止/u;
/** Asked of the child, not told, wherever in a clause: 找到了没, 找着没得, 找到了吗. */
const ASKED = new RegExp(
  `${SEEK}[^，。；]{0,6}(?:(?:没有?得?|不|未)[了啊呀呢嘛]*[?？]?$|[吗嘛么?？])|平安[^，。；]{0,3}(?:没有?$|不$|否|[吗嘛么?？])`,
  'u',
);
const ASKS_NEWS =
  /(?:有|得)(?:没有)?(?:什么)?(?:消息|下落|音信|线索)了?(?:没有?得?|不|[吗嘛么?？])|(?:有没有|有无)(?:消息|下落|音信|线索)/u;
/** "不用找了，在亲戚家": nobody is to look for it any more, which is not yet that it was found. */
const CALLED_OFF =
  /(?:不用|不必|不要|不需要|用不着|[别莫不]消?|莫要)(?:再|去|继续|帮忙|派人)*(?:找|寻|报警|出警)(?:人|孩子|学生|他|她|了|啦)*|(?:撤销|取消|撤回|停止)(?:报警|寻找|查找|搜寻|搜索)|(?:没有?|不是)(?:失联|失踪|走失|丢)/u;
export const callsOff = (text: string): boolean => !isAsked(text) && CALLED_OFF.test(text);

/** What is told beside it of where the child is; null where nothing is. */
export const whereInstead = (text: string, name: string): string | null => {
  const parts = partsOf(text.replaceAll(name, '')).filter(
    (part) => !CALLED_OFF.test(part) && TELLS.test(part),
  );
  return parts.join('，').slice(0, LONGEST) || null;
};

/** Gone again after it was found. */
const AGAIN = /又[^，。；]{0,4}(?:跑|不见|走|丢|溜)/u;

/** The clauses of a message, by every stop and space that may part what is said. */
const partsOf = (text: string): string[] =>
  text
    .split(/[，。；！!,;\n\s～~]+/u)
    .map((part) => part.trim())
    .filter(Boolean);

/** Whether a clause says that a child who is looked for has been found. */
const saysFound = (part: string): boolean => {
  const found = FOUND.exec(part);
  if (!found || OF_ELSE.test(part) || ASKED.test(part)) return false;
  return !UNSURE.test(part.slice(0, found.index)) && !ONCE.test(part.slice(found.index + found[0].length));
};

/** Whether a message tells that somebody was found. */
export const tellsFound = (text: string): boolean => !AGAIN.test(text) && partsOf(text).some(saysFound);

const OF_NOBODY = new RegExp(
  `^(?:报告|收到|老师|校长|各位|好消息|已经?|终于|刚刚?|刚才|现在|我们?|派出所|民警|警察|村里|大家|孩子|学生|小孩|娃娃?|人|他|她|也|都|给|被|[在从][^，]{1,12})*${SEEK}(?:了|人|孩子|学生|小孩|娃娃?|他|她|[啊呀的]|[在从].*)*$`,
  'u',
);

/** Whether it tells so without a name, and of nothing else: "找到了，在网吧", "娃娃找着了". */
export const tellsFoundUnnamed = (text: string): boolean =>
  tellsFound(text) && partsOf(text).some((part) => saysFound(part) && OF_NOBODY.test(part));

/** Whether somebody asks if a child was found: "国兴找着没得？", "找到了吗", "有消息没有". */
export const asksWhetherFound = (text: string): boolean =>
  partsOf(text).some((part) => ASKED.test(part) && !OF_ELSE.test(part)) || ASKS_NEWS.test(text);

/** The child in a message that a found one may be; a thing of the child's is not the child. */
const isThingOf = (part: string, name: string): boolean => part.includes(`${name}的`);

/** Who is named where the message says that somebody was found: beside those words, or in the nearest clause before. */
export const foundNamed = (text: string, rosters: Rosters): readonly (readonly Student[])[] => {
  const parts = partsOf(text);
  const place = parts.findIndex(saysFound);
  for (let at = place; at >= 0; at -= 1) {
    const part = parts[at] ?? '';
    const named = namesIn(part, rosters).filter(({ name }) => !isThingOf(part, name));
    if (named.length > 0) return named.map(({ bearers }) => bearers);
  }
  return [];
};

/** A word that says where a child is or how it is. */
const TELLS =
  /平安|安全|没事|没受伤|受了?点?(?:轻)?伤|医院|^(?:人|孩子|学生|娃娃?|小孩|他|她|现在|目前|刚才?|已经?|正|都|就|也)*(?:在|躲|跑到|去了|[带接送领找叫拉劝]回|回到?|到)/u;
const FOUND_WORDS = new RegExp(
  `(?:已经?|终于|刚才?|刚刚|现在|孩子|学生|娃娃?|人)*${SEEK}(?:人|孩子|学生|娃娃?)?了?[啊呀的]*`,
  'gu',
);
const LONGEST = 60;

/** Whether it is told of a child whose own name is 平安 or has it in it. */
export const tellsFoundOf = (text: string, { name }: Pick<Student, 'name'>): boolean =>
  !name.includes('平安') || tellsFound(text.replaceAll(name, '孩子'));

/** Where and how the child is, as far as was said of it and of nobody else; null where nothing was. */
export const saidOf = (text: string, { name }: Pick<Student, 'name'>, rosters: Rosters): string | null => {
  const parts = partsOf(text);
  const place = parts.findIndex(saysFound);
  const said = parts.slice(Math.max(place, 0)).flatMap((part) => {
    if (namesIn(part, rosters).some((other) => other.name !== name)) return [];
    const rest = part
      .replaceAll(name, '')
      .replace(FOUND_WORDS, '')
      .replace(/^[:：、]+/u, '');
    return TELLS.test(rest) ? [rest] : [];
  });
  const whole = said.join('，').slice(0, LONGEST);
  return whole === '' ? null : whole;
};

/** What a family hears from a person and from no message. */
const GRAVE =
  /遇难|遇害|溺|淹|死|尸|遗体|身亡|去世|过世|人没了|人不在了|没气|断气|没救|抢救|昏迷|重伤|受了?点?(?:轻)?伤|流血|医院|急诊|住院|轻生|自杀|自残|跳楼|跳河|喝药|农药|侵犯|猥亵|强奸|被打|殴打|拐/u;
export const isGrave = (text: string): boolean => GRAVE.test(text.replaceAll('没受伤', ''));

/** In school again: not merely near it, on the way to it, or away from it. */
const AT_SCHOOL =
  /(?:[带接送领找叫拉劝]回|回到?|返回?|到|来)了?(?:学校|校|教室|班)|(?<![不没])在(?:学校|学堂|校园|教室|操场|班上|班里|宿舍|上课)|(?:到|返|回|来)[了]?(?:校|上课|上学)/u;
const NOT_YET = new RegExp(
  `${INTENDED}|${LATER}|下午|晚上|今晚|等|一会|马上|正在?[带接送往回]|路上|途中|要[带送回]|会[带送回]|再[带送回]|(?:没|不|未)[^，]{0,3}(?:校|上课|上学|教室)|学校(?:门口|附近|外|旁|后)`,
  'u',
);

export const isAtSchool = (text: string): boolean => AT_SCHOOL.test(text) && !NOT_YET.test(text);
