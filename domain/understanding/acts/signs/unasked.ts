import { anyOf, patternOf } from '../../lexicon/layout.ts';
import { RHETORICAL } from '../../lexicon/rhetorical.ts';
import { blanks } from '../../text/characters.ts';
import type { SpeakerRole } from '../../types.ts';

const WH = '(?:什么|啥|怎么|咋|谁|哪|多久|为何|几|多少)';
const CLAUSE = '[^,.;!?\\n]';
const WHO = '(?:谁|哪个|哪位)';
/** "上月请几天" asks for a sum. */
const PERIOD = '(?:[上这本]个?(?:月|学期)|上个?(?:周|星期|礼拜)|总共|一共|累计|开学以来|至今)';

const NOT = '(?:不|没|没有|未)(?:太|大|得)?';
const KNOW = '知道?|晓得|认得|清楚|明白?|确定|记得|记住|说清?|讲清?|告诉|详';
const FOUND_OUT = '[分弄搞看听问查]清楚?|(?:[问查点看找数]|打听)(?:到|出来?|着)';
const UNKNOWN = `(?:${NOT}(?:${KNOW}|${FOUND_OUT})|忘|记不|认不|想不起|[分搞弄说讲]不清)`;

const LOOKED_INTO = '跟进|跟一下|看一?下|管|处理|落实|认领|联系|核实|问一?下|对接';
const TAKEN = '[拿穿戴借背捡拣丢掉落忘]';
const REACHED_BY = '(?:电话|号码|微信|联系方式)';

/** What holds a question word and asks nothing. */
const NOT_ASKED = anyOf(
  // "不知道什么原因"
  `${UNKNOWN}(?:是|他|她|具体|到底|因为|为|[跑去到在]了?|人){0,2}${WH}${CLAUSE}*`,
  // "叫什么我忘了"
  `${WH}(?!${CLAUSE}{0,4}来着)${CLAUSE}{0,8}?${UNKNOWN}`,
  // "不管什么原因"
  `(?:(?<!请)问了?|看看?|不管|没有?|无论|了解)(?:是|他|她|具体|到底|因为|为)?(?:什么|啥|怎么|谁|哪里?|多久|为什么|几|哪天)${CLAUSE}*`,
  // "说家里有什么事"
  `(?<![你请要])(?:说(?!明)|讲|骂|嚷)(?!一下|下|一声)${CLAUSE}{0,20}?${WH}${CLAUSE}*`,
  // "应到多少实到多少"
  /应到(?:多少|几个)就?实?到(?:多少|几个)/,
  // "打了几个电话没打通"
  /[打拨敲喊找跑问催]了几(?:个|次|遍|圈|趟|道|通)/,
  // "差一个，差哪个我再数数"
  /[缺少差](?:的是|的)?(?:哪个|哪位|谁)(?:我|我们|等我)?(?:再|还在|正在|还要|还得|等下|马上)[^,.;!?\n]{0,3}[数查看核点问]/,
  // "我怎么找不到他"
  `我(?:怎么|咋)(?=${CLAUSE}{0,8}(?:找不|没看|不见|没找|没印象))`,
  // "是否请假: 是"
  /是否[^,.;:!?\n]{0,8}:/,
  // "听得见吗": who dictates wants to know whether the microphone hears.
  /能?听得?[见到](?:吗|不|了?没)/,
  // "谁班的跟进一下" asks for a deed.
  `${WHO}(?:老师)?班上?的(?=${CLAUSE}{0,6}(?:${LOOKED_INTO}))`,
  // "有没有的有": a character is spelled out.
  /([\u3400-\u9fff])[\u3400-\u9fff]{0,3}的\1/,
  /去哪[里儿]?了|没什么|什么都|谁都|多少都|(?<!还)有什么事(?![没未要])|怎么都/,
  // "怎么劝也不来"
  /怎么[说劝](?=[^,.;!?\n]{0,3}[都也不])|说什么|说啥/,
  // "谁家都没开门", "谁是谁"
  `谁家(?![还没])|谁${CLAUSE}{1,8}谁`,
  // "哪个拿了我的表", "谁有他家长电话"
  `${WHO}(?:${TAKEN}|有(?!没|[^,.;!?\\n]{0,10}${REACHED_BY})|看[见到]|见[着到了]|瞧见)`,
  /(?<![有缺])谁的(?!病?假)|哪位老师/,
  // "好几次", "几个月"
  /几个月|好几[天次个道遍回]|请几天假(?=[\u3400-\u9fff])(?![了吗呢吧啊合])/,
  /怎么办|咋办|什么来着|(?:谁|哪个|怎么)来着(?! *(?:$|[?!.]))|[那这多]么/,
  // "硬是不来", "说是不读了"
  /[硬就还真都总老只先]是不|[说讲]是不(?=[想肯愿来读去要给准])|不是不/,
  /任何人|没[^,.;!?\n]{1,3}什么|要么/,
  // "有几个同学"
  /(?<!哪)有?几个(?:情况|事|同学|学生|孩子)|[复检排抽普体巡]查/,
  // "歇几天"
  `(?<!${PERIOD}${CLAUSE}{0,8})几(?:天(?!假)|[节堂回])|多少钱`,
);

/** What is only said with a sigh: "像话吗", "你敢信?". */
const SIGHED = `(?:${patternOf(RHETORICAL)})(?=[ ,.;!?\\n呀啊哦嘛呢啦哈]|$)[呀啊哦嘛呢啦哈]*\\??`;

/** What is answered in the same breath. */
const ANSWERED = anyOf(
  // "谁说没去?", "还问甲?"
  /谁说[^,.;!?\n]{0,12}[,?]|还问[^,.;!?\n]{0,8}\?/,
  // "这个算请假吧?"
  /(?:[这那]个?|应该|应当)算[^,.;!?\n]{1,5}[吧嘛]\??/,
);

/** How a guardian asks for leave. */
const LEAVE_ASKED = anyOf(
  // "能不能请一天假?"
  /(?:能不能|能否|可不可以|可否|是否可以|可以不可以|给能|给可以|想问问?能不能)(?=[^,.;!?\n]{0,8}(?:请|告|批|准|休)[^,.;!?\n]{0,6}假)/,
  // "请三天给可以"
  /(?<=(?:请|告|批|准)[^,.;!?\n]{0,8})(?:(?:给|可|是不是)?(?:可以|行|得|要得|好|成)(?:不行|不得|不|吗|嘛|么)?|吗|嘛)(?: *\?|(?=$|[ ,.;!\n]))/,
  /(?<=能[^,.;!?\n]{0,14}假)\?/,
);

const UNASKED = [SIGHED, ANSWERED, NOT_ASKED].map((pattern) => new RegExp(pattern, 'g'));
const UNASKED_OF_GUARDIANS = [...UNASKED, new RegExp(LEAVE_ASKED, 'g')];

/** Blanks what holds a word or a mark that asks, and asks nothing. */
export const withoutUnasked = (text: string, speaker: SpeakerRole): string =>
  (speaker === 'guardian' ? UNASKED_OF_GUARDIANS : UNASKED).reduce(
    (plain, pattern) => plain.replace(pattern, blanks),
    text,
  );
