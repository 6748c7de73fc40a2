import type { Cue } from '../tokens/phrases.ts';
import type { Token } from '../tokens/tokens.ts';
import { isBreak, isCue, lastBefore } from '../tokens/tokens.ts';
import { isOfWhoIsCaredFor } from './cared-for.ts';
import { linkToName } from './links.ts';

/** Of whom a clause tells that is no pupil of the roster: a relative, the speaker, or somebody else. */
type Other = 'relative' | 'speaker' | 'stranger' | 'note';

/** What the words at a place tell: of a relative's illness (a reason for leave), or nothing that counts here. */
export type ToldOfOther = 'relative_sick' | 'nothing';

const FAMILY = /[哥姐弟妹]/;
const HOME = /^(?:家里|家头|家里人)$/;
const WITH = /^(?:上|跟上|跟到|跟|和|与|随|被|让|给|由|跟着|陪|带|向|对|同|为|把|到|去|在|以及|及)$/;
/** Done to a child by whoever is the subject. */
const DOES_TO = /[送带接领陪帮给让叫喊抱背驮替代登拽拖牵哄劝推]|发(?![高低烧热炎])/;
/** The speaker looks on, hears, or enters it. */
const NOTES = /[看找听问数点查批收等准报记登补统汇说讲打]/;
const POST = /(?:老师|校长|主任|书记|医生|宿管|门卫|保安|司机)$/;
const ON_CRUTCHES = /^[拄坐].*(?:拐|轮椅)/;
const HERE = /^(?:这|那|们|班|校|家|的)/;

const OF_SOMEBODY: ReadonlySet<Cue> = new Set<Cue>([
  'absent',
  'late',
  'later',
  'present',
  'denied',
  'actual',
  'left',
  'home',
  'back',
]);
const ALSO_OF_STRANGERS: ReadonlySet<Cue> = new Set<Cue>(['sick', 'personal', 'leave', 'unexcused']);

/** Where a message tells of somebody else than a pupil: "他妈妈住院", "我没在班里", "王老师请假". */
export function toldOfOthers(
  tokens: readonly Token[],
  byGuardian: boolean,
): ReadonlyMap<number, ToldOfOther> {
  const found = new Map<number, ToldOfOther>();
  let subject: Other | undefined;
  for (const [place, token] of tokens.entries()) {
    const told =
      token.kind === 'cue' && subject !== undefined
        ? toldOf(subject, token.cue, token.text, byGuardian)
        : undefined;
    if (isOfWhoIsCaredFor(tokens, place)) found.set(place, 'relative_sick');
    else if (!byGuardian && isLeaveOfSibling(tokens, place)) found.set(place, 'nothing');
    else if (told !== undefined && linkToName(tokens, place) === undefined) found.set(place, told);
    else subject = subjectAfter(tokens, place, subject, byGuardian);
  }
  return found;
}

function toldOf(subject: Other, cue: Cue, text: string, byGuardian: boolean): ToldOfOther | undefined {
  if (subject === 'note') return isArrival(cue) ? 'nothing' : undefined;
  // "住院, 奶奶陪护"
  if (subject === 'relative' && text === '陪护') return 'nothing';
  if (DOES_TO.test(text) || /找|不知|原因|没看|看漏/.test(text)) return undefined;
  if (subject === 'relative' && cue === 'sick') {
    // "爷爷拄着拐杖来请假": how the relative came.
    if (ON_CRUTCHES.test(text)) return 'nothing';
    return text.includes('假') ? undefined : 'relative_sick';
  }
  if (OF_SOMEBODY.has(cue) && !(byGuardian && subject === 'speaker') && !/^[缺少差]$/.test(text))
    return 'nothing';
  if (subject === 'relative') return cue === 'unexcused' && /工|厂|外出/.test(text) ? 'nothing' : undefined;
  // "我请假三天" from a guardian is about the child.
  if (byGuardian && subject === 'speaker')
    return cue === 'sick' ||
      (cue === 'home' && text.startsWith('在')) ||
      (cue === 'unexcused' && /工|厂/.test(text))
      ? 'nothing'
      : undefined;
  return ALSO_OF_STRANGERS.has(cue) && !/[批准条]/.test(text) ? 'nothing' : undefined;
}

/** May stand between somebody and the leave that is asked. */
const IDLE = /^(?:也|都|又|还|就|刚|要|想|今天|今日|上午|下午|早上|同学)$/;

/** "甲哥哥请病假": the brother's leave, or asked by him for Jia; only the speaker knows, and nothing is told of Jia. */
function isLeaveOfSibling(tokens: readonly Token[], place: number): boolean {
  const token = tokens[place];
  const asks = isCue(token, 'leave') || (isCue(token, 'sick', 'personal') && /假$/.test(token?.text ?? ''));
  if (!asks) return false;
  const at = tokens.findLastIndex(
    (one, nth) => nth < place && one.kind !== 'time' && !isCue(one, 'leave') && !IDLE.test(one.text),
  );
  return (
    isCue(tokens[at], 'sibling') &&
    FAMILY.test(tokens[at]?.text ?? '') &&
    withoutOwner(tokens, at)?.kind === 'name'
  );
}

function subjectAfter(
  tokens: readonly Token[],
  place: number,
  subject: Other | undefined,
  byGuardian: boolean,
): Other | undefined {
  const token = tokens[place];
  const before = tokens[place - 1];
  const next = tokens[place + 1];
  if (token === undefined || isBreak(token, 'open', 'close')) return subject;
  // "我发烧38度，嗓子冒烟": what ails the speaker goes on.
  if (
    subject === 'speaker' &&
    isBreak(token, 'soft', 'space') &&
    isCue(before, 'sick') &&
    isCue(next, 'sick')
  )
    return subject;
  if (token.kind === 'break' || token.kind === 'name' || token.kind === 'class') return undefined;
  if (token.kind === 'time' || token.kind === 'count') return subject;
  if (isCue(token, 'kin', 'sibling')) {
    // "由其母亲亲自到校说明": it is she who comes.
    if (next?.text === '亲自') return 'relative';
    if (
      WITH.test(withoutOwner(tokens, place)?.text ?? '') ||
      HOME.test(token.text) ||
      next?.text.startsWith('家')
    )
      return subject;
    if (isTheOneBefore(tokens, place)) return undefined;
    // "以下同学" are pupils, "他同学" is somebody.
    if (token.text === '同学' && withoutOwner(tokens, place) === before) return subject;
    return isCue(token, 'kin') || FAMILY.test(token.text) ? 'relative' : 'stranger';
  }
  if (isCue(token, 'leave', 'sick', 'personal', 'speak') && token.text.endsWith('条')) return 'note';
  if (byGuardian && token.text === '本人') return 'speaker';
  if (isCue(token, 'pronoun', 'own')) return isCue(next, 'kin', 'sibling') ? subject : undefined;
  if (isCue(token, 'speak', 'reached', 'unreachable', 'contacting', 'negate', 'supposing', 'rest', 'except'))
    return undefined;
  if (token.text === '我') return HERE.test(next?.text ?? '') ? undefined : 'speaker';
  if (POST.test(token.text)) return isPost(before) ? 'stranger' : undefined;
  if (subject === 'speaker' && token.kind === 'word' && NOTES.test(token.text)) return undefined;
  if (subject === 'speaker' && isCue(token, 'particle') && NOTES.test(token.text)) return undefined;
  return subject === undefined || DOES_TO.test(token.text) ? undefined : subject;
}

/** "何家兴没来，何家旺说他哥头痛": the brother of whoever speaks is the child named before, who bears the same surname. */
function isTheOneBefore(tokens: readonly Token[], place: number): boolean {
  const says = isCue(tokens[place], 'sibling') && isCue(tokens[place - 1], 'pronoun') ? place - 2 : -1;
  if (!isCue(tokens[says], 'speak')) return false;
  const at = isBreak(tokens[says - 1], 'soft') ? says - 2 : says - 1;
  const speaker = tokens[at];
  const spokenOf = lastBefore(tokens, at, ({ kind }) => kind === 'name');
  if (speaker?.kind !== 'name' || spokenOf?.kind !== 'name') return false;
  const [one] = speaker.mention.pupils;
  const [other] = spokenOf.mention.pupils;
  return one !== undefined && one !== other && one.surname === other?.surname;
}

/** "跟他的哥哥": the word before the relative, past whose relative it is. */
function withoutOwner(tokens: readonly Token[], place: number): Token | undefined {
  let at = place - 1;
  while (isCue(tokens[at], 'pronoun', 'own') || tokens[at]?.text === '的') at--;
  return tokens[at];
}

/** "假条来了" */
const isArrival = (cue: Cue): boolean => cue === 'present' || cue === 'actual' || cue === 'back';

/** "王老师", "数学老师" is somebody; 老师 alone is whom the message is sent to. */
const isPost = (before: Token | undefined): boolean =>
  before?.kind === 'word' || before?.kind === 'name' || before?.kind === 'class';
