import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, isPupil } from '../tokens/tokens.ts';

export type VisitKind = 'visit' | 'persuasion';

/** Whether the message tells of a visit or persuasion that has happened, not of one that is planned. */
export function visitKind(tokens: readonly Token[]): VisitKind | undefined {
  const told = tokens.findIndex(
    (token, place) =>
      isCue(token, 'visit', 'persuasion') &&
      !isIntended(tokens, place) &&
      !isOfParent(tokens, place) &&
      !isNoDeed(tokens, place),
  );
  const place = told < 0 ? homeGoneTo(tokens) : told;
  if (
    place < 0 ||
    isPlanned(tokens, place) ||
    isStillAhead(tokens, place) ||
    /[没未]$/.test(tokens[place - 1]?.text ?? '')
  )
    return undefined;
  return tokens.some((token) => isCue(token, 'persuasion')) ? 'persuasion' : 'visit';
}

/** Whether a visit is told of that was to be and was called off: what stood in its way kept no child from school. */
export const isCalledOff = (tokens: readonly Token[]): boolean => {
  const place = homeGoneTo(tokens);
  return place >= 0 && isStillAhead(tokens, place);
};

/** "其父登门告假": it is a parent who came. */
const isOfParent = (tokens: readonly Token[], place: number): boolean =>
  isCue(tokens[place - 1], 'kin') &&
  /^[登上]门$/.test(tokens[place]?.text ?? '') &&
  isCue(tokens[place + 1], 'leave', 'speak', 'sick', 'personal');

/** What only holds the word: "劝返工作组", "家访计划"; "劝返记录" and "家访台账" lead to an account. */
const HEADED =
  /^(?:劝返|劝学|劝导|家访|走访|入户)(?:的)?(?:工作)?的?(?:组|小组|专班|分队|队伍|方案|计划|预案|责任人|责任书)/;
/** "老师上门教", "到家里授课": a child is taught there, and nobody persuades it. */
const TAUGHT_THERE =
  /^(?:上门|登门|入户|[到去][他她]?家[里中]?)(?:去|来|给[他她孩娃子]*)?(?:送?教(?!育)|授课|上课|讲课|补课|辅导)/;
/** "定了送教上门": the word belongs to how a child is taught. */
const TAUGHT_AT_HOME = /(?:送|施)教[^,.;:!?\n]{0,2}$/;
/** "责令改正还要不要继续", "家访要不要再去" */
const WHETHER_TO =
  /^[^,.;:!?\n]{0,10}(?:要不要|用不用|需不需要|该不该|是不是(?:还|就|要|可以)|还(?:要|用|需要)[^,.;:!?\n]{0,6}(?:吗|么|嘛|不)(?=$|[ ?!.,]))/;

/** "要不要责令改正" */
const WHETHER_BEFORE = /(?:要不要|用不用|需不需要|该不该)[^,.;:!?\n]{0,6}$/;
/** "家访记错了" takes one back. */
const MISTAKEN = /^(?:劝返|劝学|家访|走访)了?(?:那条|这条|的?记录|是)?(?:我)?(?:记|报|写|说|弄|搞|登记|填)错/;
/** "去家访, 路断了没去成" */
const NOT_DONE = /(?:没|没有|没得|未能|没能)(?:去|走|访|见|到|做|办|家访)(?:成|得成|了成)/;
/** "放学去家访一趟" */
const AFTER_SCHOOL =
  /(?:^|[,.!; ])(?:我|我们|等)?(?:今天|今日)?(?:放学|放了学|下课|散学)(?:后|以后|过后|之后)?(?:我|我们|就|再)*(?:去|到)/;
/** Nothing is told of how it went. */
const AND_NOTHING_ELSE =
  /^(?:家[里中]?)?(?:家访|走访|入户|劝返|看看|看一下)?(?:一[趟下次转]|下|哈)?(?:吧|的|哈|啊|嘎)?[.!~ ]*$/;
/** "没去家访", "还没到他家劝返" */
const NOT_GONE =
  /(?<!(?:谁|哪个)说[^,.;:!?\n]{0,6}|不是|并非)(?:没|没有|没得|未|还没)(?:能|顾得上|来得及|真的)?(?:去|来|到|上)(?:过|成)?[^,.;:!?\n]{0,6}$/;

/**
 * The word for a visit or a persuasion stands there, and nobody went: it names a group or a plan, is asked after, denied, or
 * was left to others.
 */
const isNoDeed = (tokens: readonly Token[], place: number): boolean => {
  const from = textFrom(tokens, place);
  return (
    HEADED.test(from) ||
    TAUGHT_THERE.test(from) ||
    TAUGHT_AT_HOME.test(clauseBefore(tokens, place)) ||
    MISTAKEN.test(from) ||
    NOT_GONE.test(clauseBefore(tokens, place)) ||
    isAskedWhether(tokens, place, from) ||
    isLeftTo(tokens, place)
  );
};

const isAskedWhether = (tokens: readonly Token[], place: number, from: string): boolean => {
  const before = clauseBefore(tokens, place);
  return (WHETHER_TO.test(from) || WHETHER_BEFORE.test(before)) && !/[问商]/.test(before);
};

/** Somebody is sent there: "我喊范老师去家访了" tells that it was arranged. */
const SENT =
  /(?:喊|叫|让|请|派|安排|通知|委托|拜托|布置|交代|要求|指派|督促)(?:了|过|的|好|给)*(?!我|咱|[你他她]?(?:孩子|家长|监护人|爸|妈|父|母|爷|奶))[^,.;:!?\n]{1,14}$/;
/** Whoever tells it was there as well. */
const WENT_ALONG =
  /一起|一同|一道|一齐|同去|[跟和与同陪随][着]?(?:我|咱)|我[^,.;:!?\n]{0,3}[跟和与同陪]|带路|陪[同着我]|会同|联合/;
/** "老师上门": what a family wishes. */
const WISHED =
  /(?:想|希望|盼|要求|申请|请求|提出)(?:着|能)?(?:让|请|叫|喊|要|由|学校|老师|你们|我们|村)[^,.;:!?\n]{0,8}$/;

/** What may stand behind the word and tells nothing of how it went. */
const AND_NO_MORE = /^(?:家访|走访|劝返|看看|[家里中屋头一下趟次了过的吧哈嘛呢啊去 ])+/;

/** Only where nothing is told of how it went: "派范老师去家访, 家里没人" tells of a visit. */
const isLeftTo = (tokens: readonly Token[], place: number): boolean => {
  const before = clauseBefore(tokens, place);
  if (WISHED.test(before)) return true;
  if (!SENT.test(before) || WENT_ALONG.test(before)) return false;
  const after = textFrom(
    tokens.slice(place + 1, place + NEAR).filter((token) => !isPupil(token)),
    0,
  );
  return !/[\u3400-\u9fff]{2}/.test(after.replace(AND_NO_MORE, ''));
};

function clauseBefore(tokens: readonly Token[], place: number): string {
  let text = '';
  for (let at = place - 1; at >= Math.max(0, place - NEAR); at--) {
    const token = tokens[at];
    if (token?.kind === 'break' && !isBreak(token, 'space')) break;
    text = `${token?.text}${text}`;
  }
  return text;
}

/** What stands before, as far as the sentence goes. */
function sentenceBefore(tokens: readonly Token[], place: number): string {
  const before = tokens.slice(0, place);
  return textFrom(before, before.findLastIndex((token) => isBreak(token, 'hard', 'item', 'question')) + 1);
}

/** So many tokens tell what the word at their head is about. */
const NEAR = 24;

const textFrom = (tokens: readonly Token[], place: number): string =>
  tokens
    .slice(place, place + NEAR)
    .map(({ text }) => text)
    .join('');

/** "到某某家", "去了某某家", "去看了某某" without the word for a visit. */
const homeGoneTo = (tokens: readonly Token[]): number =>
  tokens.findIndex(
    (token, place) =>
      token.kind === 'name' &&
      (isHome(tokens, place) || LOOKED_UP.test(textBefore(tokens, place))) &&
      !isLeftTo(tokens, place),
  );

const LOOKED_UP = /(?:去|上门|专门|到家)(?:看|看望|探望)[了过]$/;

function textBefore(tokens: readonly Token[], place: number): string {
  let text = '';
  for (let at = Math.max(0, place - 4); at < place; at++) text += tokens[at]?.text;
  return text;
}

const isHome = (tokens: readonly Token[], place: number): boolean =>
  /^家(?![长人])/.test(tokens[place + 1]?.text ?? '') &&
  (GONE_TO.test(textBefore(tokens, place)) || BEEN_THERE.test(textAfter(tokens, place)));

const GONE_TO = /(?:[到去上访至赴往诣奔抵][了过]?|[跑走去访][了过]?[一两几三]?[趟次回转])$/;
/** "某某家我去了三次", "某某家瞧过了" */
const BEEN_THERE =
  /^家[里头中那边]*(?:我们?|今天|又|也|都|已经|刚才?|亲自)*(?:[去跑走访]?[瞧看访][了过]|[去跑走][了过]|[去跑走]?一[趟次回转])/;

function textAfter(tokens: readonly Token[], place: number): string {
  let text = '';
  for (let at = place + 1; at < Math.min(tokens.length, place + 9); at++) text += tokens[at]?.text;
  return text;
}

/** "下课去家里看看": what the speaker is still going to do. */
const isIntended = (tokens: readonly Token[], place: number): boolean => {
  const said = tokens
    .slice(place, place + 4)
    .map(({ text }) => text)
    .join('');
  return /^[^,.;]*?(?:看看|看一下|看下|问问|走一趟|找找)(?![了过])/.test(said);
};

/** "放学我去家访一趟", "本来要去家访, 路断了没去成" */
function isStillAhead(tokens: readonly Token[], place: number): boolean {
  const before = sentenceBefore(tokens, place);
  const from = textFrom(tokens, place);
  return (
    (AFTER_SCHOOL.test(before) &&
      AND_NOTHING_ELSE.test(from.replace(/^#?[\u3400-\u9fff]{0,4}?(?=家)/, ''))) ||
    (/(?:^|[,.!; ])(?:本来|原本|原来|原计划|原打算)/.test(before) && NOT_DONE.test(from))
  );
}

function isPlanned(tokens: readonly Token[], place: number): boolean {
  const before = tokens.slice(0, place);
  const sentence = before.slice(
    before.findLastIndex((token) => isBreak(token, 'hard', 'item', 'question')) + 1,
  );
  if (sentence.some((token) => isCue(token, 'condition'))) return true;
  const clause = before.slice(
    before.findLastIndex((token) => isBreak(token, 'soft', 'hard', 'item', 'open')) + 1,
  );
  return clause.some(
    (token) =>
      (token.kind === 'time' &&
        token.told.kind === 'day' &&
        !token.told.open &&
        /明|后|^下/.test(token.text)) ||
      /准备|打算|计划|要去|等下|晚点|待会|想去/.test(token.text),
  );
}
