import { isAbsent } from '../attendance/statuses.ts';
import type { Told } from '../attendance/told.ts';
import { toldOf } from '../attendance/told.ts';
import type { RosterBook } from '../names/roster.ts';
import type { Entry } from '../types.ts';
import { pointedByState } from './pointed-by-state.ts';
import type { Standing } from './standing.ts';
import { factOf } from './standing.ts';

const EARLIER = '(?:早上|上午|中午|早读|早自习|晨检|刚才|之前)';
const THOSE = '那?[两三四五几2-5](?:个|位|名|人)';
const AS_BEFORE = new RegExp(
  `(?:还|仍|依旧|也|都)是${EARLIER}?(?:[没未缺]有?[来到勤])?的?${THOSE}|(?:^|[ ,.;:!\\n])[同跟和与]${EARLIER}(?:的?${THOSE}|一样|相同)?(?=[ ,.;!\\n]|$)`,
);

/** "晚自习30到29, 还是生病那个" */
const STILL_ONE =
  /(?:还|仍|依旧|也)是((?:没有?来|没有?到|未到|病假|生病|发烧|事假|请假|旷课)的?那个)(?=[ ,.;!\n]|$)/;

/** "晚自习也是30到28, 还是早上那两个": of each who was told to be away before, the same is told again. */
export function withThoseBefore(
  told: readonly Told[],
  text: string,
  standing: Standing,
  book: RosterBook,
): readonly Told[] {
  if (standing.entries.size === 0) return told;
  const pointed = STILL_ONE.exec(text)?.[1];
  if (pointed === undefined && !AS_BEFORE.test(text)) return told;
  const meant = pointed === undefined ? [...standing.entries.keys()] : pointedByState(pointed, standing);
  if (pointed !== undefined && meant.length !== 1) return told;
  const named = new Set(told.flatMap(({ pupils }) => pupils.map(({ name }) => name)));
  const again = [...standing.entries.values()].filter(
    ({ student, status }) => isAbsent(status) && meant.includes(student) && !named.has(student),
  );
  return [
    ...told,
    ...again.flatMap((entry) =>
      (book.full.get(entry.student) ?? []).map((pupil) => toldOf([pupil], [factOf(entry)])),
    ),
  ];
}

const SWAPPED =
  /^(?:哦|啊|呀|不对|错了?|不好意思|[ ,.!])*(?:(?:说|写|打|报|搞|弄|填|发)(?:反|颠倒)了?|反了)(?:[ ,.!]|$)/;
const COUNTS = /\d|应到|实到/;

/** "说反了", with no name and no number: of two who were told to be away differently, each was told what the other is. */
export function withThoseSwapped(
  told: readonly Told[],
  text: string,
  standing: Standing,
  book: RosterBook,
): readonly Told[] {
  if (told.length > 0 || !SWAPPED.test(text) || COUNTS.test(text)) return told;
  const [one, other, more] = [...standing.entries.values()].filter(({ status }) => isAbsent(status));
  if (one === undefined || other === undefined || more !== undefined || one.status === other.status)
    return told;
  const as = ({ student }: Entry, stood: Entry): Told[] =>
    (book.full.get(student) ?? []).map((pupil) => toldOf([pupil], [factOf(stood)]));
  return [...as(one, other), ...as(other, one)];
}
