import type { Cue } from './phrases.ts';
import type { Token } from './tokens.ts';
import { isBreak, tokenOf } from './tokens.ts';

const YES = '√✓✔✅☑';
const NO = '×✗✘✖❌';
/** Other signs mean what the message says that they mean. */
const OTHER = '△▲○◯⊙◎☆★□■◇◆';
const MARK = `[${YES}${NO}${OTHER}]`;
const MAYBE_MARKED = new RegExp(MARK, 'u');

const ONLY_MARK = new RegExp(`^${MARK}$`, 'u');

/** Whether a word is such a sign and nothing else. */
export const isRollMark = (text: string): boolean => text.length === 1 && ONLY_MARK.test(text);

const MEANINGS: readonly (readonly [RegExp, Cue])[] = [
  [/^(?:未到|没到|没来|未来|缺勤|缺席|缺课|缺|不在|不到)/, 'absent'],
  [/^病/, 'sick'],
  [/^(?:事|公|丧)/, 'personal'],
  [/^(?:请假|假)/, 'leave'],
  [/^(?:迟|晚)/, 'late'],
  [/^(?:旷|逃)/, 'unexcused'],
  [/^早退/, 'left'],
  [/^(?:已?到|出勤|在|来|正常)/, 'present'],
];

const MEANT =
  '(?:未到|没到|没来|未来|缺勤|缺席|缺课|缺|不在|不到|病假|病|事假|事|请假|迟到|旷课|早退|已?到校?|出勤|在校|在|来了|来|正常)(?:的|者)?';
/** "√到 ×未到", "打√为到", "没来的打×": what the signs mean. */
const LEGEND = new RegExp(
  `[打画标]?(?:[“"])?(?<mark>${MARK})\\ufe0f?[”"]?(?:为|表示|代表|是|=|:|：|-)?(?<meant>${MEANT})(?=[ ,，、;；/|)）】\\n。]|${MARK}|$)|(?<before>${MEANT})(?:打|画|标)[“"]?(?<after>${MARK})\\ufe0f?[”"]?`,
  'gu',
);

/** What a sign stands for behind a name; the legend itself tells of nobody. */
interface Legend {
  readonly meanings: ReadonlyMap<string, Cue>;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

const meaningOf = (words: string): Cue | undefined => MEANINGS.find(([said]) => said.test(words))?.[1];

function legendOf(text: string, names: readonly Token[]): Legend {
  const meanings = new Map<string, Cue>();
  for (const mark of YES) meanings.set(mark, 'present');
  for (const mark of NO) meanings.set(mark, 'absent');
  const spans: { start: number; end: number }[] = [];
  for (const { 0: said, index, groups } of text.matchAll(LEGEND)) {
    // "甲√ 在教室": a mark behind a name is no legend.
    if (names.some(({ end }) => end === index || (end === index - 1 && text.charAt(end) === ' '))) continue;
    const mark = groups?.mark ?? groups?.after ?? '';
    const cue = meaningOf(groups?.meant ?? groups?.before ?? '');
    if (cue === undefined) continue;
    meanings.set(mark, cue);
    spans.push({ start: index, end: index + said.length });
  }
  return { meanings, spans };
}

/** "是否到校" over a column: 是 and 否 behind a name answer it. */
const ANSWERED = /是否(?:到|在|出勤|来)[校班]?|(?:到校|出勤)(?:情况)?[ \t|]/;

/** What else is ticked off: homework, money, papers. */
const OF_OTHER_THINGS =
  /作业|背[书诵]|课文|听写|默写|订正|单词|本子|[上收补]?交[了过齐费]|没交|未交|收费|缴费|保险|体温|口罩|疫苗|接种|校服|红领巾|签字|回执|打卡|成绩|及格|考试|材料|表格|照片|报名|安全平台|答题/;

/** "甲√ 乙× 丙√", with or without a legend: the signs behind names in words. `raw` is the message as typed. */
export function withRollMarks(tokens: readonly Token[], raw: string): readonly Token[] {
  const marked = MAYBE_MARKED.test(raw);
  const answered = ANSWERED.test(raw);
  if ((!marked && !answered) || OF_OTHER_THINGS.test(raw)) return tokens;
  const names = tokens.filter(({ kind }) => kind === 'name');
  if (names.length === 0) return tokens;
  const { meanings, spans } = legendOf(raw, names);
  const signs = new Map<number, Cue>();
  for (const [place, token] of tokens.entries()) {
    if (token.kind !== 'name') continue;
    const at = markBehind(tokens, place, raw, meanings);
    const cue = at === undefined ? undefined : meanings.get(raw.charAt(tokens[at]?.start ?? 0));
    if (at !== undefined && cue !== undefined) signs.set(at, cue);
    else if (answered) {
      const gap = isBreak(tokens[place + 1], 'space', 'soft', 'colon') ? place + 2 : place + 1;
      const said = tokens[gap]?.text;
      if (said === '是' && tokens[gap + 1]?.kind !== 'name') signs.set(gap, 'present');
      if (said === '否') signs.set(gap, 'absent');
    }
  }
  if (signs.size === 0) return tokens;
  return tokens.flatMap((token, place) => {
    if (spans.some(({ start, end }) => token.start >= start && token.start < end)) return [];
    const cue = signs.get(place);
    if (cue === undefined) return [token];
    const { text, start, end } = token;
    const next = tokens[place + 1];
    const told = tokenOf({ kind: 'cue', cue }, text, start, end);
    // The next name begins to be told of anew.
    return next?.kind === 'name' || next === undefined
      ? [told, tokenOf({ kind: 'break', mark: 'hard' }, '', end, end)]
      : [told];
  });
}

/** The place of the token that is a sign behind the name at `place`: in the name's own gap, or past one. */
function markBehind(
  tokens: readonly Token[],
  place: number,
  raw: string,
  meanings: ReadonlyMap<string, Cue>,
): number | undefined {
  for (const at of [place + 1, place + 2]) {
    const token = tokens[at];
    if (token === undefined) return undefined;
    if (meanings.has(raw.charAt(token.start))) return at;
    if (!isBreak(token, 'space', 'colon', 'soft')) return undefined;
  }
  return undefined;
}
