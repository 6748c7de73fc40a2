import type { RosterBook } from './roster.ts';
import type { Standing } from './standing.ts';
import { factOf } from './standing.ts';
import { isAbsent } from './statuses.ts';
import type { Told } from './told.ts';
import { toldOf } from './told.ts';
import type { Entry } from './types.ts';

const EARLIER = '(?:早上|上午|中午|早读|早自习|晨检|刚才|之前)';
const THOSE = '那?[两三四五几2-5](?:个|位|名|人)';
const AS_BEFORE = new RegExp(
  `(?:还|仍|依旧|也|都)是${EARLIER}?(?:[没未缺]有?[来到勤])?的?${THOSE}|(?:^|[ ,.;:!\\n])[同跟和与]${EARLIER}(?:的?${THOSE}|一样|相同)?(?=[ ,.;!\\n]|$)`,
);

/** "晚自习也是30到28, 还是早上那两个": of each who was told to be away before, the same is told again. */
export function withThoseBefore(
  told: readonly Told[],
  text: string,
  standing: Standing,
  book: RosterBook,
): readonly Told[] {
  if (standing.entries.size === 0 || !AS_BEFORE.test(text)) return told;
  const named = new Set(told.flatMap(({ pupils }) => pupils.map(({ name }) => name)));
  const again = [...standing.entries.values()].filter(
    ({ student, status }) => isAbsent(status) && !named.has(student),
  );
  return [
    ...told,
    ...again.flatMap((entry) =>
      (book.full.get(entry.student) ?? []).map((pupil) => toldOf([pupil], [factOf(entry)])),
    ),
  ];
}

const SWAPPED = /^(?:哦|啊|呀|不对|错了?|不好意思|[ ,.!])*(?:说|写|打|报|搞|弄|填|发)(?:反|颠倒)了?[ ,.!]*$/;

/** "说反了", and nothing more: of two who were told to be away differently, each was told what the other is. */
export function withThoseSwapped(
  told: readonly Told[],
  text: string,
  standing: Standing,
  book: RosterBook,
): readonly Told[] {
  if (told.length > 0 || !SWAPPED.test(text)) return told;
  const [one, other, more] = [...standing.entries.values()].filter(({ status }) => isAbsent(status));
  if (one === undefined || other === undefined || more !== undefined || one.status === other.status)
    return told;
  const as = ({ student }: Entry, stood: Entry): Told[] =>
    (book.full.get(student) ?? []).map((pupil) => toldOf([pupil], [factOf(stood)]));
  return [...as(one, other), ...as(other, one)];
}
