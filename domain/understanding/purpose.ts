import { blanks } from './characters.ts';
import { PURPOSES } from './phrases.ts';
import type { SpeakerRole } from './types.ts';
import { withoutUnasked } from './unasked.ts';

/** Signs of what a message is for, beside what it says of students. */
export interface Purpose {
  readonly withdraws: boolean;
  readonly wantsHelp: boolean;
  readonly asks: boolean;
  readonly commands: boolean;
  /** Nothing but a record to be shown. */
  readonly looksUp: boolean;
  /** "要不要写名字": how it is to be written. */
  readonly asksForm: boolean;
  /** "是写应到20还是写缺1": the numbers and names are examples. */
  readonly asksWhichForm: boolean;
  /** "早上报的是20还是19": what was told before. */
  readonly asksTold: boolean;
  readonly topic: boolean;
  readonly chatter: boolean;
  /** A notice to many: "请各班…". */
  readonly notice: boolean;
  /** "来了没有": whether somebody is there. */
  readonly whether: boolean;
  /** A mark asks. */
  readonly marked: boolean;
  /** Where a word or mark asks. */
  readonly askedAt: readonly number[];
}

/** What the speaker does themselves, who is no pupil. */
const OWN_LEAVE = /我(?:[今明后][天日]|下午|上午|周.|星期.)?(?:要|想|得|也|都|先)?请(?:个|了)?假/g;

const NOTICE =
  /^(?:[ ,.!([]|通知|转发?|[\])]|[\u3400-\u9fff]{1,3}好(?=[ ,.!])|那个(?=,))*(?:请|麻烦|烦请|望|让|叫)?(?:各(?:班|校|村|位)|[^,.;:!?\n]{0,8}班主任们?|(?:全体)?老师们|大家|同事们|教务处|政教处|德育处|各村委会)(?:[^.;!?\n]{0,16}(?:[把将](?!来)|务必|抓紧|尽快|赶紧|注意|[点前]前?(?:上?报|[发交传送])))|(?:^|[ ,.!])请于[^,.;!?\n]{1,10}前|(?:没|未)(?:上?报|交|填)[^,.;!?\n]{0,6}的[^,.;!?\n]{0,8}(?:抓紧|尽快|赶紧|快点|及时)|家长们好|各位家长|(?:请假|没来|缺课|迟到|来不了)的(?:小朋友|同学|学生|孩子|家长|娃娃|娃)?们?(?:记得|务必|一定|请|要|必须|都(?!没|不在))|请各|[望求]各|各(?:班|校|乡镇|村|年级)(?:于|在|要|将|把|务必)|^[ [(]*通知|记得(?:喊|叫|让|提醒|告诉|通知)(?:家长|孩子|娃|同学|学生|大家)|逾期/;

/** "怎么上报", "往哪里传": how something is done here. "怎么又没报" asks why. */
const HOW_TO =
  /(?:怎么|如何|怎样|咋|[往在从去]哪[里儿]?)[^,.;:!?\n#没不又还都了这那]{0,10}?(?:[上补代重填]?报(?![名告警])|填|写(?!作业)|发(?![烧热现生])|上?传|请(?:病|事)?假|请|销|补|改|更正|修正|纠正|撤|删|登记|录|记|查|操作|用|交(?!作业)|办理?|开始|下载|区分|添加|加入|申请|绑定)|(?:要|需要|可以|能)(?:写|填|报|传|发|改|补|撤)[^,.;!?\n#]{0,6}[吗么不](?=$|[?.! ])/;

/** "可不可以讲话给你听", "支持一次报几个吗", "迟到的该算实到还是缺勤": what may be done here, and as what. */
const WHETHER_MAY =
  /(?:能不能|可不可以|可以|能)(?:在这|用这个|找你|发给你|跟你|给你)[里儿边]?(?:也|一起|直接)?(?:登记|上?报|填|记|录|说|写)[^,.;!?\n#]{0,3}(?:[吗么不]|$)|(?:可不可以|能不能|可以|能|行不行|得不得|支持)[^,.;!?\n#]{0,8}(?:讲话|说话|语音|方言|拍照|照片|图片|表格|一次性?|一起|批量|合[成并]|并作|分开|代报|补报)[^,.;!?\n#]{0,8}(?:[吗么不]|行不行|得不得|可以|听|$)|(?:一次性?|一起|批量|合[成并]|并作)[^,.;!?\n#]{1,8}(?:行不行|得不得|可不可以|行吗|可以吗)|该?(?:应该|应当|该|要)(?:填|算|写|报|放|归|记|列)[^,.;!?\n]{0,10}还是|直接[^,.;!?\n#]{0,8}就?(?:可以|行|得)[吗么不]|你(?:会不会|能不能|可不可以|得不得|给会|给能)(?!帮?[我忙]*(?:查|看|列|统计|算|告诉|说|问|发|报|调))|(?:^|[,.! ])(?:help|menu|菜单|帮助|用法|教程|指令|功能|命令)[!.? ]*$/;

/** Whose fault is not asked in "报重了怎么办", but what to do. */
const WHAT_NOW = /(?:报|填|写|发|登记)[^,.;!?\n]{1,4}怎么办/;

const HELPLESS =
  /我?(?:不知道|不会|不懂|不清楚|忘了)(?:怎么|如何|咋|怎样)(?:报(?!告)|填|发|用|操作|登记|请假|上报|写)/;

const WITHDRAWN =
  /(?:我|刚|上|前)[^,.;!?\n]{0,6}(?:报|发)[^,.;!?\n没]{0,6}(?:取消|撤|删|作废|收回)|(?:^|[,.!]) *(?:取消|撤|删)[吧了掉]*[.! ]*$|(?:^|[,.!]) *(?:撤|删)[吧了掉]* +(?:[写报打说数点记搞弄算看填]错|不对|错了|有误)|^ *(?:撤|删)[吧了掉]* /;

/** "来没来", "进学校没有", "家访了没" */
const WHETHER =
  /([来到去在回报交走])[没不]\1|(?:[来到去报交齐走好上通课学完]了?|教室|学校|到校|成功|[\u3400-\u9fff][了着过])没有?(?=$|[ ?!.,\n呀啊哦嘛呢啦哈])|[交报填传做发弄]了[^,.;!?\n#]{1,4}没有?(?=$|[ ?!.,\n呀啊哦嘛呢啦哈])|[来到去进](?:学校|校|教室|班)?了没有?(?=我(?!家|们)|麻烦|心里|担心|不放心)/;

/** "老师麻烦问一声": at the head of a message it asks. */
const ASKS_FIRST =
  /^(?:[ ,.!]|老师|您好|你好|各位|喂|麻烦|打扰|劳烦|我|想|那个|您|你|再|一下|帮)*(?:问一?[声下个]|请问|敢问|借问|请教|打听|[看查瞧](?:一?[看查瞧下哈])?[^,.;:!\n]{0,12}(?:几|多少|谁|哪|没有|是不是|是否))/;

/** "是请了两天还是三天来着": which of the two, the speaker has forgotten. */
const WHICH_OF_TWO = /还是[^,.;:!?\n]{1,10}来着/;

/** "家访了几家" at the end of a message. */
const HOW_MANY = /(?<![好十跑走])几[家户][?.! 嘛呢了啊]*$/;

/** "已经到校了吧" from somebody who is not at the school. */
const SURELY = /[到来去][^,.;!\n]{0,3}了吧|在(?:学校|教室|班)[^,.;!\n]{0,2}吧/;

/** "那个假销掉了吗", "假批了没有": what became of a leave. */
const LEAVE_DECIDED = /假[^.;!?\n]{0,10}(?:销|批|准|同意|通过|登记|收到)[^,.;!?\n]{0,4}[吗没不]/;

/** "我说的那个你记上了没有", "我报的是请到哪天": whether what was told is in the records. */
const TAKEN_DOWN =
  /我[^,.;!?\n]{0,3}[报填写说](?:上去)?的?[是成][^,.;!?\n]{0,8}(?:哪|什么|多少|几(?!个))|(?:[报填]没[报填]|发没发(?!烧|热)|[报填]了没|[记录](?:上|下|进去|好)了?(?:没有?|吗|么))(?=$|[ ?!.,])/;

/** "查一下某某", "看下某某的记录", "我的任务": what is to be shown, and nothing else. */
const LOOKS_UP =
  /^ *(?:请|麻烦)?帮我?(?:查|看|数|统计)(?:一?[下哈]|查)?[^,.;!?\n]*(?:几个|多少|好多个?|哪些|哪几个)[^,.;!?\n]{0,4}$|^(?:[ ,.]|帮我?|麻烦|劳烦|烦请|请|给我|老师|我想|我要)*(?:(?:查|看|调|列|瞧|翻)(?:一?下|看|查|阅|出|一查|瞧|哈)*[^,.;!?\n]{0,12}(?:记录|情况|台账|名单|档案|资料|信息|次数|进度|进展|结果|任务|待办|汇总|统计)|查(?:一下|下|查|询|一查|看)? ?#+|把[^,.;!?\n]{1,20}(?:记录|情况|台账|名单|档案|资料|信息|次数|进度|任务|待办)(?:发|报|给|传)[给到]?(?:我|我们)?(?:一[下份]|看看|看一下|过来|一看)*|[我们本咱今昨天周校班的 ]*(?:任务|待办|清单|台账|名单|报表|进度|待办事项)+)[吧嘛呢啊.! ]*$/;

const EITHER_FORM =
  /(?:是|要|应该|得)(?:写|填|报|发|打|说)[^;!?\n]{1,24}还是(?:只|就|直接)?(?:写|填|报|发|打|说)/;

const FORM =
  /(?:是不是|要不要|用不用|需不需要|可不可以|能不能)(?:就|只|直接|也|要|都)?(?:写|填|报|发|打)(?:上|成)?(?:[^;!\n]{0,20}(?:行|可以|好|对|够|名字|原因|人数|吗|么|\?)|[^,.;!?\n]{0,8}$)|(?:应到|实到)[^,.;!?\n]{0,6}(?:怎么|咋个?|如何|填哪|写哪)/;

const TOLD_WHICH =
  /[报填](?:上去|上来|过去)?(?:的|了)[^,.;!?\n]{0,12}还是|报(?:上去)?(?:的|了)(?:应到|实到|人数)?是?(?:多少|几)/;

/** Reads the signs; the names of students are to be blanked out before. */
export function purposeOf(text: string, speaker: SpeakerRole): Purpose {
  const told = speaker === 'guardian' ? text : text.replace(OWN_LEAVE, blanks);
  const plain = withoutUnasked(told, speaker);
  const signs = new Set<string>();
  const askedAt: number[] = [];
  let end = 0;
  for (let place = 0; place < plain.length; place++) {
    const phrase = PURPOSES.longest(plain, place);
    // A topic counts within another phrase, and so does what asks within a topic: "还差几次".
    if (phrase?.tag === 'topic') signs.add('topic');
    if (place < end || phrase?.tag === 'topic') continue;
    if (phrase !== undefined) signs.add(phrase.tag);
    if (phrase?.tag === 'ask' || plain.charAt(place) === '?') askedAt.push(place);
    end = phrase?.end ?? place + 1;
  }
  const whether = WHETHER.exec(plain);
  if (whether !== null) askedAt.push(whether.index);
  return {
    withdraws: signs.has('withdraw') || WITHDRAWN.test(plain),
    wantsHelp:
      signs.has('help') ||
      HELPLESS.test(told) ||
      HOW_TO.test(told) ||
      WHETHER_MAY.test(told) ||
      WHAT_NOW.test(told),
    asks:
      askedAt.length > 0 ||
      plain.includes('?') ||
      ASKS_FIRST.test(told) ||
      HOW_MANY.test(plain) ||
      WHICH_OF_TWO.test(plain) ||
      (speaker === 'guardian' && SURELY.test(plain)),
    commands: signs.has('command'),
    looksUp: LOOKS_UP.test(plain) || LEAVE_DECIDED.test(plain) || TAKEN_DOWN.test(plain),
    asksForm: FORM.test(told),
    asksWhichForm: EITHER_FORM.test(told),
    asksTold: TOLD_WHICH.test(told),
    topic: signs.has('topic'),
    chatter: signs.has('chatter'),
    notice: NOTICE.test(plain),
    whether: whether !== null,
    marked: plain.includes('?'),
    askedAt,
  };
}
