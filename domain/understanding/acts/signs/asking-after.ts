import { anyOf } from '../../lexicon/layout.ts';

const DAY = '今[天早日]|早上|上午|中午|下午|现在|到现在|这会儿?|这哈|这几天';
const CLASS = '[一二三四五六七八九初高\\d][(\\d一二三四五六七八九)年级 ]{0,5}班的?';
/** What leads to a name and tells nothing: whom one asks, the class, the day. */
const LEADS = `(?:[ ,.!]|老师们?|大家|各位|主任|校长|你们?|您|请问|借问|(?:想|再|请)?问一?[下声]|有?谁|知道|晓得|帮?我?[查看]一?下|那个|我们?班的?|${CLASS}|${DAY})*`;
const CALLED = '#+(?:同学|小朋友)?';
const NAMED = `${CALLED}(?:(?:[ ,、]|和|跟|与|还有)+${CALLED})*`;
/** What may stand between a name and the question. */
const BESIDE = `(?:[ ,]|这个?(?:孩子|娃娃?|学生)|[他她]们?|到底|究竟|都|是|人|${DAY}){0,4}`;
const STILL = `(?:还|都|是|会|就|一直|${DAY}){0,4}`;
const WHAT = '(?:什么|啥子?|哪样)';
const WHY = `(?:怎么(?!样)|咋个?|为何|[因为]*为${WHAT}|是?${WHAT}(?:原因|情况)|干嘛|干${WHAT})`;
const NOT_THERE =
  '(?:没有?|没得|不|未)(?:看?见[到着]?[他她人]*|看到|[到来在去]?(?:上[课学]|读书)|[到来在去](?:学校|校|班上?|教室)?)';
/** "没来什么原因", "没来是怎么回事" */
const WHAT_OF_IT = `(?:是|到底|究竟){0,2}(?:怎么回事|咋个?回事|[怎咋]么?了|[怎咋]么?搞的|为${WHAT}|${WHAT}(?:原因|情况|事))`;
const WHERE = `(?:又|会|能|[跑去到在上走往克]){0,4}了?(?:哪[里儿点些]?|${WHAT}地方)[去来]?`;
const END = '(?:[了啦啊呀哦嘛呢哈吗么的噢 ]|没有?)*[?!., ]*$';

const PLACE = '(?:学校|校|教室|班上?|宿舍|寝室|上[课学]|读书)';
const CAME = `(?:[来到在回进](?:${PLACE}|来)?|返校|上课)`;
/** "没有", as Yunnan says it. */
const OR_NOT = '(?:没有?|没得|不有)';
const WHO = `(?:${NAMED}|[他她]们?[两三俩]?个?|[那这](?:两?个|个?(?:孩子|娃娃?|学生))|孩子|娃娃?|人)?`;
/** "我再去看看": why it is asked. */
const TO_LOOK =
  '(?:[ ,.!?]*(?:我|我们|咱们?)(?:再|先|就|好|要|还|等下|等会|马上|赶紧|现在)*(?:[去来]|过去|出去)?(?:看|瞧|查|问|找|数|点名|打电话|联系)[^,.;!?]{0,6}[.! ]*)?$';

/** "#来了没", "#到没到", "#给来了": a message that is nothing but a question whether children have come. */
export const ASKS_WHETHER_CAME = anyOf(
  `^${LEADS}${WHO}${BESIDE}${STILL}${CAME}了?${OR_NOT}${CAME}?[啊呀哦嘛呢哈噶]*${TO_LOOK}`,
  `^${LEADS}${WHO}${BESIDE}${STILL}([来到在])[不没]\\1${PLACE}?[啊呀哦嘛呢哈噶]*${TO_LOOK}`,
  // "来了不", "给来了", "可到了", "给在": as Yunnan asks.
  `^${LEADS}${WHO}${BESIDE}[来到]${PLACE}?了不[啊呀哦嘛呢哈噶]*${TO_LOOK}`,
  `^${LEADS}${NAMED}${BESIDE}[给格](?:是|有)?${CAME}了?[啊呀哦嘛呢哈噶]*${TO_LOOK}`,
);

/**
 * A message that is nothing but a question where children are, or why they are not there: "#去哪了", "#人呢", "#怎么没来". That
 * a child is away is taken for granted in it, and told by nobody.
 */
export const ASKS_AFTER = anyOf(
  `^${LEADS}${NAMED}${BESIDE}${WHERE}${END}`,
  `^${LEADS}${NAMED}${BESIDE}人呢${END}`,
  `^${LEADS}${NAMED}${BESIDE}${WHY}${STILL}${NOT_THERE}${END}`,
  `^${LEADS}${NAMED}${BESIDE}${NOT_THERE}了?${WHAT_OF_IT}${END}`,
  // "怎么某某没来"
  `^${LEADS}${WHY}${NAMED}${BESIDE}${STILL}${NOT_THERE}${END}`,
);
