import { type Day, dayOf, type Instant, timeOfDay } from '../../domain/calendar/time.ts';
import { maskPhone, phoneDigits } from '../../domain/people/masking.ts';

export type Maybe<Value> = Value | null | undefined;

/** Shown for what nobody has told yet, so that the gap is seen and filled by hand. */
const BLANK = '（未填）';

/** What every paper carries. A name is written out in full, as in 清水镇人民政府. */
export interface Head {
  readonly number?: Maybe<string>;
  readonly from: string;
  readonly to?: Maybe<string>;
  readonly copyTo?: Maybe<string>;
  readonly date: Day;
  /** 签发人 of what goes upwards (GB/T 9704-2012, 7.2.6). */
  readonly signer?: Maybe<string>;
}

/** The tags of a scope, each with where its text comes from. */
export type Tags<Item> = Readonly<Record<string, (item: Item) => Maybe<string | number>>>;

export type Texts = Readonly<Record<string, string>>;

/** Rows of a table. */
export interface List<Fields> {
  readonly tags: readonly string[];
  rows(fields: Fields): readonly Texts[];
}

/** What a kind of paper can say, by the tags of its Word template. */
export interface Content<Fields> {
  readonly texts: Tags<Fields>;
  readonly lists: Readonly<Record<string, List<Fields>>>;
  /** Sections that stand or fall, such as `{#劝返已足}`. */
  readonly conditions: Readonly<Record<string, (fields: Fields) => boolean>>;
  /** The least that policy §8 asks of the kind: a template without one of these is refused. */
  readonly required: readonly string[];
}

export const chineseDay = (day: Maybe<Day>): Maybe<string> => {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  return year && month && date ? `${year}年${month}月${date}日` : null;
};

export const chineseInstant = (instant: Instant): string =>
  `${chineseDay(dayOf(instant))} ${timeOfDay(instant)}`;

const isMasked = (phone: string): boolean => phone.includes('*') && phoneDigits(phone).length <= 7;

/** A phone as a paper may show it, masked or not as it came. */
export const maskedPhone = (phone: Maybe<string>): Maybe<string> =>
  phone && !isMasked(phone) ? maskPhone(phone) : phone;

const shown = (value: Maybe<string | number>): string => {
  const text = String(value ?? '').trim();
  return text === '' ? BLANK : text;
};

export const filled = <Item>(tags: Tags<Item>, item: Item): Texts =>
  Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, shown(value(item))]));

/** One row of blanks when there is nothing, so that the gap is seen. */
export function list<Fields, Item>(
  itemsOf: (fields: Fields) => Maybe<readonly Item[]>,
  columns: Tags<Item>,
): List<Fields> {
  const tags = Object.keys(columns);
  const blank: Texts = Object.fromEntries(tags.map((tag) => [tag, BLANK]));
  return {
    tags,
    rows: (fields) => {
      const items = itemsOf(fields) ?? [];
      return items.length === 0 ? [blank] : items.map((item) => filled(columns, item));
    },
  };
}

const HEAD: Tags<Head> = {
  编号: (fields) => fields.number,
  发文机关: (fields) => fields.from,
  主送: (fields) => fields.to,
  抄送: (fields) => fields.copyTo,
  日期: (fields) => chineseDay(fields.date),
  签发人: (fields) => fields.signer,
};

/** A kind's content with the head that all share. */
export const content = <Fields extends Head>(own: {
  texts?: Tags<Fields>;
  lists?: Content<Fields>['lists'];
  conditions?: Content<Fields>['conditions'];
  required: readonly string[];
}): Content<Fields> => ({
  texts: { ...HEAD, ...own.texts },
  lists: own.lists ?? {},
  conditions: own.conditions ?? {},
  required: ['发文机关', '稿别', ...own.required],
});
