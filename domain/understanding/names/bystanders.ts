import { TITLES } from '../lexicon/people.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue } from '../tokens/tokens.ts';

/** Titles that stand before a grown-up's name as well as after it. */
const TITLED =
  /(?:主任|校长|书记|所长|镇长|乡长|支书|村长|干事|警官|局长|站长|医生|宿管|门卫|负责人|联系人|填报人|上报人|报送人|填表人)$/;
/** Over a field that holds nothing but a name: "家长: 李芳". */
const OF_FAMILY = /^(?:家长|监护人|父亲|母亲)(?:姓名)?$/;
const HEADED_BY = /^(?:班主任|负责人|联系人|填报人|上报人|报送人|填表人|(?:带班|值班)?老师|(?:值日)?教师)$/;
const AT_HOME = /^(?:家里|家头|家长|家人|家里人|亲戚|亲属)$/;
const HEARD_OF = /(?:听|据|(?:(?<!请)问|找)了?|问过)$/;
const SENT = /^(?:让|叫|喊|托|派|由)$/;
const ASKED = /问|听|据|找/;
const SHARES = /^[一同].*(?:屋|寝室|宿舍|村|组|桌|间)/;
const KNOWS_NOT = /知道|清楚|晓得|看见|看到/;
const HAS_NOT_SEEN = /^没有?(?:看|见|瞧|遇)/;
const BRINGS = /^(?:[送带拿捎]来|[送带拿捎]过来|帮.?[送带拿])/;
const CARRIES = /^(?:带|捎|转|交|送|拿|传|递)/;
const STANDS_IN = /^(?:帮|替|代)/;
const MESSAGE = /条|信|话/;

const MET = /(?:遇|碰|撞)(?:[见到着上]|得着)了?$/;
const EARLIER = /^(?:昨|前|上|周|礼拜|星期)/;

/** Fewer tokens than this tie a witness to what is told. */
const NEAR = 14;

/**
 * Whether the name at `place` is somebody who only tells, carries or stands in for another, or a grown-up: nothing that
 * follows is told of them. `named`: a pupil was named before.
 */
export const isBystander = (tokens: readonly Token[], place: number, named: boolean): boolean =>
  isGrownUp(tokens, place) ||
  isWitness(tokens, place, named) ||
  isCarrier(tokens, place) ||
  isOwnerOfBeast(tokens, place) ||
  isComparedWith(tokens, place) ||
  isWhoseParentWasMet(tokens, place);

/** "张婷老师", "村委会主任张伟", "他爸爸李大山". */
function isGrownUp(tokens: readonly Token[], place: number): boolean {
  const before = tokens[place - 1];
  const next = tokens[place + 1]?.text ?? '';
  if (TITLES.some((title) => title.length > 1 && next.startsWith(title))) return true;
  if (isKinInBracket(tokens, place)) return true;
  if (before === undefined) return false;
  if (TITLED.test(titleBefore(tokens, place))) return true;
  if (isBreak(before, 'colon') && HEADED_BY.test(tokens[place - 2]?.text ?? '')) return true;
  const alone = tokens[place + 1] === undefined || tokens[place + 1]?.kind === 'break';
  if (alone && isBreak(before, 'colon') && OF_FAMILY.test(tokens[place - 2]?.text ?? '')) return true;
  // "甲妈妈(李芬)"
  const called = isBreak(before, 'open') ? tokens[place - 2] : before;
  const parent = isCue(called, 'kin') && !AT_HOME.test(called?.text ?? '');
  return (
    parent && !isCue(afterIdle(tokens, place), 'absent', 'sick', 'late', 'unexcused', 'present', 'denied')
  );
}

/** What stands before a name without a mark, as far as a title reaches: 副镇长 is no one word. */
const titleBefore = (tokens: readonly Token[], place: number): string => {
  const near = tokens.slice(Math.max(0, place - 3), place);
  return near
    .slice(near.findLastIndex(({ kind }) => kind === 'name' || kind === 'break') + 1)
    .map(({ text }) => text)
    .join('');
};

/** "罗春富(罗春的爷爷)": whose relative it is stands in brackets. */
function isKinInBracket(tokens: readonly Token[], place: number): boolean {
  if (!isBreak(tokens[place + 1], 'open')) return false;
  const end = tokens.findIndex((token, at) => at > place && isBreak(token, 'close'));
  const owner = tokens[place + 2];
  return (owner?.kind === 'name' || isCue(owner, 'pronoun')) && isCue(tokens[end - 1], 'kin');
}

function isWitness(tokens: readonly Token[], place: number, named: boolean): boolean {
  const before = tokens[place - 1];
  const next = afterIdle(tokens, place);
  if (
    before !== undefined &&
    before.kind !== 'name' &&
    HEARD_OF.test(before.text === '了' ? `${tokens[place - 2]?.text ?? ''}了` : before.text) &&
    !isCue(tokens[place + 1], 'kin', 'sibling') &&
    !isHome(tokens[place + 1])
  )
    return true;
  if (isCue(next, 'speak') && isNameAfter(tokens, tokens.indexOf(next as Token, place))) return true;
  const related =
    isCue(before, 'sibling', 'newcomer') ||
    (before?.text === '的' &&
      SHARES.test(
        clauseBefore(tokens, place)
          .slice(-4)
          .map(({ text }) => text)
          .join('')
          .replace(/^.*[跟和与他她]/, ''),
      ));
  const speaks = isCue(next, 'speak', 'supposing') || CARRIES.test(tokens[place + 1]?.text ?? '');
  if (
    related &&
    (speaks || clauseBefore(tokens, place).some(({ text, kind }) => kind !== 'name' && ASKED.test(text)))
  )
    return true;
  if (named && isCue(next, 'speak') && saysOfTheOneBefore(tokens, place, next)) return true;
  if (isCue(next, 'speak') && hasNotSeen(tokens, tokens.indexOf(next as Token, place), named)) return true;
  if (named && BRINGS.test(tokens[place + 1]?.text ?? '') && bringsNote(tokens, place)) return true;
  if (!named || !isCue(next, 'speak') || !KNOWS_NOT.test(next?.text ?? '')) return false;
  // "甲也不知道" is asked; in "甲不知道" it is not known why.
  const beyond = tokens[tokens.indexOf(next as Token, place) + 1];
  return (
    /^[也都]/.test(tokens[place + 1]?.text ?? '') || isCue(beyond, 'pronoun', 'to') || beyond?.kind === 'name'
  );
}

/** "甲没来, 乙说没看见", "乙说没看见甲": who was asked for another. */
function hasNotSeen(tokens: readonly Token[], says: number, named: boolean): boolean {
  const seen = afterIdle(tokens, says);
  if (seen === undefined || !HAS_NOT_SEEN.test(seen.text)) return false;
  return named || tokens[tokens.indexOf(seen, says) + 1]?.kind === 'name';
}

/** "甲没来, 乙带来的假条" */
const bringsNote = (tokens: readonly Token[], place: number): boolean =>
  isBreak(tokens[place - 1], 'soft') &&
  clauseAfter(tokens, place).some(({ text }) => /假条|条子|纸条/.test(text));

function clauseAfter(tokens: readonly Token[], place: number): readonly Token[] {
  const near = tokens.slice(place + 1, place + NEAR);
  const end = near.findIndex(({ kind }) => kind === 'break');
  return end < 0 ? near : near.slice(0, end);
}

/** "甲没来，乙说他去打工了": why somebody is away who was named just before. */
function saysOfTheOneBefore(tokens: readonly Token[], place: number, speaks: Token | undefined): boolean {
  const beyond = tokens[tokens.indexOf(speaks as Token, place) + 1];
  return (
    isCue(beyond, 'pronoun', 'kin') &&
    /^[他她其]/.test(beyond?.text ?? '') &&
    isCue(tokens[isBreak(tokens[place - 1], 'soft', 'space', 'hard') ? place - 2 : place - 1], 'absent')
  );
}

/** "甲带来乙的假条", "甲帮乙请假". */
function isCarrier(tokens: readonly Token[], place: number): boolean {
  const next = tokens[place + 1];
  if (next === undefined || next.kind === 'name') return false;
  if (SENT.test(tokens[place - 1]?.text ?? '') && CARRIES.test(next.text))
    return tokens.slice(place + 1, place + NEAR).some(({ text }) => MESSAGE.test(text));
  if (!STANDS_IN.test(next.text) && !CARRIES.test(next.text)) return false;
  const rest = tokens.slice(place + 1, place + NEAR);
  const end = rest.findIndex((token) => isBreak(token, 'hard', 'item', 'question'));
  const sentence = end < 0 ? rest : rest.slice(0, end);
  const other = sentence.findIndex(({ kind }) => kind === 'name');
  if (other < 0) return false;
  if (STANDS_IN.test(next.text))
    return sentence.slice(other).some((token) => isCue(token, 'leave', 'sick', 'personal', 'speak'));
  return CARRIES.test(next.text) && sentence.some(({ text }) => MESSAGE.test(text));
}

/** "礼拜天街上碰着甲他妈，她讲家里忙": talk with a parent met by chance, unless an absence is told in it. */
function isWhoseParentWasMet(tokens: readonly Token[], place: number): boolean {
  if (!isCue(tokens[place + 1], 'kin')) return false;
  const clause = clauseBefore(tokens, place);
  const met = MET.test(clause.map(({ text }) => text).join(''));
  const before = clause.some(({ kind, text }) => kind === 'time' && EARLIER.test(text));
  return (
    met &&
    before &&
    !tokens
      .slice(place + 1, place + NEAR)
      .some((token) => isCue(token, 'leave', 'absent', 'unexcused') || /假|^[今明]/.test(token.text))
  );
}

const RELATED =
  /^(?:是|都是|同是)(?:一对)?(?:亲|堂|表|双胞胎)?(?:姐妹|姊妹|兄弟|弟兄|兄妹|姐弟|双胞胎|一家|同桌|邻居|同村|一个(?:村|寨子|组|宿舍|寝室))/;

/** "她跟甲是堂姐妹": to whom the child is related that is spoken of. */
function isComparedWith(tokens: readonly Token[], place: number): boolean {
  const [whose, to] = tokens.slice(Math.max(0, place - 2), place);
  if (!isCue(whose, 'pronoun') || !/^[跟和与同]$/.test(to?.text ?? '')) return false;
  return RELATED.test(
    tokens
      .slice(place + 1, place + NEAR)
      .map(({ text }) => text)
      .join(''),
  );
}

const BEAST = /^家的?(?:一[头只条匹群])?(?:狗|猫|牛|羊|猪|鸡|鸭|鹅|马(?!上|路)|骡|驴)/;

/** "甲家的狗又跟到教室门口": it is not the child that came, unless more is told of it. */
function isOwnerOfBeast(tokens: readonly Token[], place: number): boolean {
  const near = tokens.slice(place + 1, place + NEAR);
  return (
    BEAST.test(near.map(({ text }) => text).join('')) &&
    near.some((token) => isCue(token, 'present', 'back', 'left', 'brought')) &&
    !near.some(
      (token) => isCue(token, 'leave', 'personal', 'kin', 'pronoun') || isCue(token, 'absent', 'late'),
    )
  );
}

const isHome = (token: Token | undefined): boolean => token?.text.startsWith('家') ?? false;

/** "甲说乙发烧": the name stands right after the word for saying. */
function isNameAfter(tokens: readonly Token[], place: number): boolean {
  let at = place + 1;
  while (isCue(tokens[at], 'particle', 'speak') || tokens[at]?.kind === 'time') at++;
  return tokens[at]?.kind === 'name';
}

/** The token after `place`, past 也, 今天 and the like. */
function afterIdle(tokens: readonly Token[], place: number): Token | undefined {
  let at = place + 1;
  while (isCue(tokens[at], 'particle') || tokens[at]?.kind === 'time') at++;
  return tokens[at];
}

function clauseBefore(tokens: readonly Token[], place: number): readonly Token[] {
  const near = tokens.slice(Math.max(0, place - NEAR), place);
  return near.slice(near.findLastIndex(({ kind }) => kind === 'break') + 1);
}
