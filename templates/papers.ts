import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { z } from 'zod';
import { type Day, dayOf, type Instant, timeOfDay } from '../domain/calendar/time.ts';
import { maskPhone, phoneDigits } from '../domain/people/masking.ts';

/** D1 疑似辍学书面报告（初报）, D2 7天书面报告（续报）: policy §8. */
export const PAPER_KINDS = ['D1', 'D2'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

type Maybe<Value> = Value | null | undefined;

export interface PaperGuardian {
  readonly name: string;
  readonly relation?: Maybe<string>;
  /** Masked or not; the paper only ever shows it masked. */
  readonly phone?: Maybe<string>;
}

export interface PaperMissedDay {
  readonly day: Day;
  readonly status: string;
}

export interface PaperContact {
  readonly at: Instant;
  readonly by: string;
  readonly to?: Maybe<string>;
  readonly result: string;
}

export interface PaperVisit {
  readonly day: Day;
  readonly by: string;
  readonly met?: Maybe<string>;
  readonly childWords?: Maybe<string>;
  readonly guardianWords?: Maybe<string>;
  readonly conclusion?: Maybe<string>;
}

export interface PaperPersuasion {
  readonly day: Day;
  readonly people: string;
  readonly place?: Maybe<string>;
  readonly words?: Maybe<string>;
  readonly outcome?: Maybe<string>;
}

/** What the ledger knows for a written report. Whatever is missing or empty is shown as 「（未填）」. */
export interface PaperFields {
  readonly number: string;
  readonly school: string;
  /** The addressee in full, such as 清水镇人民政府. */
  readonly township: string;
  /** 区教育体育局, and the 劝返主体 when it is another township (AMB-19, AMB-46). */
  readonly copyTo?: Maybe<string>;
  readonly date: Day;
  readonly pupil: {
    readonly name: string;
    readonly class: string;
    readonly sex?: Maybe<string>;
    readonly birth?: Maybe<Day>;
  };
  readonly guardians: readonly PaperGuardian[];
  readonly firstMissed?: Maybe<Day>;
  /** School days missed without cause and leave, up to `date`. */
  readonly unexcusedDays?: Maybe<number>;
  /** Days since the first missed one, as day 7 counts them (AMB-03). */
  readonly elapsedDays?: Maybe<number>;
  readonly missedDays: readonly PaperMissedDay[];
  readonly contacts: readonly PaperContact[];
  readonly findings?: Maybe<string>;
  readonly visits: readonly PaperVisit[];
  readonly whereabouts?: Maybe<string>;
  /** The three categories of policy §7.3, in the county's own words. */
  readonly category?: Maybe<{
    readonly reason?: Maybe<string>;
    readonly whereabouts?: Maybe<string>;
    readonly willingness?: Maybe<string>;
  }>;
  readonly request?: Maybe<string>;
  /** D2: every persuasion so far, oldest first. */
  readonly persuasions?: Maybe<readonly PaperPersuasion[]>;
  /** D2: how many there should be; 3 unless said otherwise. */
  readonly persuasionsRequired?: Maybe<number>;
  /** D2: why there are fewer. The report goes all the same (AMB-18). */
  readonly whyFewer?: Maybe<string>;
  /** D2: the first report that this one follows (AMB-06). */
  readonly firstReport?: Maybe<{ readonly number: string; readonly date: Day }>;
}

const BLANK = '（未填）';
const PERSUASIONS_REQUIRED = 3;

const chineseDay = (day: Maybe<Day>): Maybe<string> => {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  return year && month && date ? `${year}年${month}月${date}日` : null;
};

const chineseInstant = (instant: Instant): string => `${chineseDay(dayOf(instant))} ${timeOfDay(instant)}`;

const isMasked = (phone: string): boolean => phone.includes('*') && phoneDigits(phone).length <= 7;
const maskedPhone = (phone: Maybe<string>): Maybe<string> =>
  phone && !isMasked(phone) ? maskPhone(phone) : phone;

const persuasionsOf = (fields: PaperFields): readonly PaperPersuasion[] => fields.persuasions ?? [];
const required = (fields: PaperFields): number => fields.persuasionsRequired ?? PERSUASIONS_REQUIRED;

/** The tags of a scope, each with where its text comes from. */
type Tags<Item> = Readonly<Record<string, (item: Item) => Maybe<string | number>>>;

const texts: Tags<PaperFields> = {
  编号: (fields) => fields.number,
  学校: (fields) => fields.school,
  乡镇: (fields) => fields.township,
  抄送: (fields) => fields.copyTo,
  日期: (fields) => chineseDay(fields.date),
  学生姓名: (fields) => fields.pupil.name,
  班级: (fields) => fields.pupil.class,
  性别: (fields) => fields.pupil.sex,
  出生日期: (fields) => chineseDay(fields.pupil.birth),
  首次缺课日: (fields) => chineseDay(fields.firstMissed),
  缺课天数: (fields) => fields.unexcusedDays,
  已过天数: (fields) => fields.elapsedDays,
  核实情况: (fields) => fields.findings,
  去向: (fields) => fields.whereabouts,
  原因类别: (fields) => fields.category?.reason,
  去向类别: (fields) => fields.category?.whereabouts,
  返校意愿: (fields) => fields.category?.willingness,
  请求事项: (fields) => fields.request,
  劝返次数: (fields) => persuasionsOf(fields).length,
  应劝返次数: required,
  次数不足的原因: (fields) => fields.whyFewer,
  初报编号: (fields) => fields.firstReport?.number,
  初报日期: (fields) => chineseDay(fields.firstReport?.date),
};

const conditions: Readonly<Record<string, (fields: PaperFields) => boolean>> = {
  劝返已足: (fields) => persuasionsOf(fields).length >= required(fields),
};

type Texts = Readonly<Record<string, string>>;

interface List {
  readonly tags: readonly string[];
  rows(fields: PaperFields): readonly Texts[];
}

const shown = (value: Maybe<string | number>): string => {
  const text = String(value ?? '').trim();
  return text === '' ? BLANK : text;
};

const filled = <Item>(tags: Tags<Item>, item: Item): Texts =>
  Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, shown(value(item))]));

/** Rows of a table; one row of blanks when there is nothing, so that the gap is seen. */
function list<Item>(itemsOf: (fields: PaperFields) => readonly Item[], columns: Tags<Item>): List {
  const tags = Object.keys(columns);
  const blank: Texts = Object.fromEntries(tags.map((tag) => [tag, BLANK]));
  const rows = (fields: PaperFields): readonly Texts[] =>
    itemsOf(fields).map((item) => filled(columns, item));
  return { tags, rows: (fields) => (itemsOf(fields).length === 0 ? [blank] : rows(fields)) };
}

const lists: Readonly<Record<string, List>> = {
  监护人: list((fields) => fields.guardians, {
    姓名: (guardian) => guardian.name,
    关系: (guardian) => guardian.relation,
    电话: (guardian) => maskedPhone(guardian.phone),
  }),
  缺课: list((fields) => fields.missedDays, {
    日期: (missed) => chineseDay(missed.day),
    状态: (missed) => missed.status,
  }),
  联系: list((fields) => fields.contacts, {
    时间: (contact) => chineseInstant(contact.at),
    联系人: (contact) => contact.by,
    联系对象: (contact) => contact.to,
    结果: (contact) => contact.result,
  }),
  家访: list((fields) => fields.visits, {
    日期: (visit) => chineseDay(visit.day),
    家访人: (visit) => visit.by,
    见到何人: (visit) => visit.met,
    学生的话: (visit) => visit.childWords,
    监护人的话: (visit) => visit.guardianWords,
    结论: (visit) => visit.conclusion,
  }),
  劝返: list((fields) => persuasionsOf(fields).map((persuasion, before) => ({ ...persuasion, before })), {
    次序: (persuasion) => persuasion.before + 1,
    时间: (persuasion) => chineseDay(persuasion.day),
    参加人: (persuasion) => persuasion.people,
    地点: (persuasion) => persuasion.place,
    学生和监护人的话: (persuasion) => persuasion.words,
    结果: (persuasion) => persuasion.outcome,
  }),
};

const mapped = <Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Readonly<Record<string, Result>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const contentOf = (fields: PaperFields) => ({
  ...filled(texts, fields),
  ...mapped(conditions, (holds) => holds(fields)),
  ...mapped(lists, ({ rows }) => rows(fields)),
});

type Part = Docxtemplater.DXT.Part;

// Only plain tags and sections: `{@学校}` would let a name into the file as markup.
function strangeTags(parts: readonly Part[], known: readonly string[]): string[] {
  return parts.flatMap((part) => {
    if (part.type !== 'placeholder') return [];
    const isSection = part.module === 'loop';
    if (part.module && !isSection) return [part.raw ?? `${part.module}: ${part.value}`];
    if (!isSection) return known.includes(part.value) ? [] : [part.value];
    const inside = lists[part.value]?.tags ?? (part.value in conditions ? [] : null);
    return inside ? strangeTags(part.subparsed ?? [], [...known, ...inside]) : [part.value];
  });
}

const complaintSchema = z.object({
  properties: z.object({
    xtag: z.string().optional(),
    explanation: z.string().optional(),
    errors: z.array(z.unknown()).optional(),
  }),
});

function explained(error: unknown): string[] {
  const complaint = complaintSchema.safeParse(error);
  if (!complaint.success) return [error instanceof Error ? error.message : String(error)];
  const { xtag, explanation, errors } = complaint.data.properties;
  return errors ? errors.flatMap(explained) : [`{${xtag ?? ''}} – ${explanation ?? 'it cannot be read'}`];
}

const unzipped = (file: string): PizZip => {
  try {
    return new PizZip(readFileSync(file));
  } catch (cause) {
    const advice = 'put it back, or save it in WPS as .docx';
    throw new Error(`The paper template ${file} cannot be opened as a Word file: ${advice}.`, { cause });
  }
};

function opened(file: string): Docxtemplater<PizZip> {
  const zip = unzipped(file);
  const parts: Part[] = [];
  const reader = {
    name: 'tag-reader',
    set: (told: { readonly inspect?: { readonly postparsed?: readonly Part[] } }): void => {
      parts.push(...(told.inspect?.postparsed ?? []));
    },
  };
  const options = { paragraphLoop: true, linebreaks: true, stripInvalidXMLChars: true, errorLogging: false };
  let paper: Docxtemplater<PizZip>;
  try {
    paper = new Docxtemplater(zip, { ...options, modules: [reader] });
  } catch (cause) {
    throw new Error(`The paper template ${file} has a wrong tag: ${explained(cause).join('; ')}.`, { cause });
  }
  const strange = [...new Set(strangeTags(parts, Object.keys(texts)))].map((tag) => `{${tag}}`);
  if (strange.length > 0) {
    throw new Error(`The paper template ${file} has a wrong tag: ${strange.join(', ')} is not known here.`);
  }
  return paper;
}

const FOLDER = join(import.meta.dirname, 'papers');
const fileOf = (kind: PaperKind, folder: string): string => join(folder, `${kind}.docx`);

/** Opens every paper template; throws one Error that names each broken file and its wrong tag. For the start. */
export function checkPapers(folder: string = FOLDER): void {
  const broken = PAPER_KINDS.flatMap((kind) => {
    try {
      opened(fileOf(kind, folder));
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (broken.length === 0) return;
  const sentences = broken.map((error) => (error instanceof Error ? error.message : String(error)));
  throw new Error(sentences.join('\n'), { cause: broken[0] });
}

/**
 * The paper as a .docx, ready to be checked and signed. It is a draft: only the signed copy handed over with a
 * receipt is the written report (AMB-44). Throws as `checkPapers` does when the template was broken meanwhile.
 */
export function renderPaper(kind: PaperKind, fields: PaperFields, folder: string = FOLDER): Buffer {
  const paper = opened(fileOf(kind, folder));
  paper.render(contentOf(fields));
  return paper.toBuffer();
}

/** A paper's number: school, year in brackets, running number (GB/T 9704). */
export const paperNumber = (school: string, year: string, count: number): string =>
  `${school}控辍〔${year}〕${count}号`;

/** The addressee of a school's written report. */
export const governmentOf = (township: string): string => `${township}人民政府`;

/** Who gets the copy (AMB-46). */
export const bureauOf = (district: string): string => `${district}教育体育局`;
