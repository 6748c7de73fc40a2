import type { Fact } from '../clauses/statements.ts';
import type { Reading } from '../reading.ts';
import type { Entry, Remark } from '../types.ts';
import { isAbsent } from './statuses.ts';
import type { Told } from './told.ts';

/** "上午请半天假", "下午请假": for a part of the day. Who was ill in the morning, or had it told then, may be away all day. */
const HALF_DAY = /半[天日]|[上下中]午(?:要|想|再|先)?(?:请|[病事]?假)/;

/** Away because the school sent the child. A contest or a check-up alone may be the family's own affair. */
const SENT =
  /公假|(?:学校|校里|我校|中心校|教体局|教育局)(?:里|这边)?(?:选派|指派|派|安排|组织|推荐|统一|让|叫|喊|带)|(?:代表|替)(?:学校|我校|我们?班|全校|学区|[镇乡区县市州省])|(?:老师|校长|教练)带(?:队|去|着)|校队|(?:区|县|市|州|省|镇)(?:里|上)?集训/;

const CLAUSE_ENDS = /[,.!?;:，。！？；：\n]/;
const SENTENCE_ENDS = /[.!?;。！？；\n]/;

/** What was told of an absence of today beside its kind, so that nothing of it is answered as if it had not been said. */
export function remarksOf(
  { speech, today, told: all }: Pick<Reading, 'speech' | 'today' | 'told'>,
  told: readonly Told[],
  entries: readonly Entry[],
): Remark[] {
  const names = all.flatMap(({ at, said }) => at.map((place) => ({ place, end: place + said.length })));
  return told.flatMap((one): Remark[] => {
    const entry = entries.find(({ student }) => one.pupils.length === 1 && student === one.pupils[0]?.name);
    if (entry === undefined || !isAbsent(entry.status)) return [];
    const { student } = entry;
    const facts = one.facts.filter(({ at }) => at >= 0);
    const isLeave = entry.status === 'personal_leave' || entry.status === 'sick_leave';
    const within = (ends: RegExp) => (fact: Fact) => aroundOf(fact, speech, ends, names);
    const comes = entry.from === today && entry.until === null && facts.some(({ kind }) => kind === 'later');
    const isHalf = isLeave && entry.until === null && facts.map(within(CLAUSE_ENDS)).some(saysHalf);
    const isSent = entry.status === 'personal_leave' && facts.map(within(SENTENCE_ENDS)).some(saysSent);
    return [
      ...(comes ? [{ student, kind: 'comes_later' as const }] : []),
      ...(isHalf ? [{ student, kind: 'half_day' as const }] : []),
      ...(isSent ? [{ student, kind: 'sent' as const }] : []),
    ];
  });
}

const saysHalf = (text: string): boolean => HALF_DAY.test(text);
const saysSent = (text: string): boolean => SENT.test(text);

/** The words about a fact, from the mark or the name before it to the mark or the name after it. */
function aroundOf(
  { at, text }: Fact,
  speech: string,
  ends: RegExp,
  names: readonly { place: number; end: number }[],
): string {
  const isEnd = (place: number): boolean =>
    ends.test(speech.charAt(place)) || names.some((name) => name.place <= place && place < name.end);
  let from = at;
  while (from > 0 && !isEnd(from - 1)) from--;
  let to = at + text.length;
  while (to < speech.length && !isEnd(to)) to++;
  return speech.slice(from, to);
}
