import type { Liquid } from 'liquidjs';
import type { Day } from '../domain/calendar/time.ts';
import { type Law, notCitable } from '../domain/parents/law.ts';
import { AUTHORITY, type ParentText } from '../domain/parents/texts.ts';
import { harshIn } from '../domain/parents/tone.ts';
import { LONGEST, OPTIONAL } from '../domain/parents/values.ts';
import { misquoted } from './citations.ts';
import type { WrittenText } from './parents.ts';
import type { Tone } from './tone.ts';
import { MOST_BYTES, textEngine } from './words.ts';

/** What texts are held against. */
export interface Standard {
  law: Law;
  tone: Tone;
  /** The day on which they are to be fit to be sent. */
  day: Day;
}

/**
 * Holds each text against law.md §8 and the law that it cites. A problem is `file:line: what`; a text that cannot be
 * read at all is left out. A translation is held to its length and its law; its tone is for those who speak the language.
 */
export const checkParentTexts = (
  written: readonly WrittenText[],
  standard: Standard,
): { checked: ParentText[]; problems: string[] } => {
  const engine = textEngine();
  const problems: string[] = [];
  const checked = written.flatMap((text): ParentText[] => {
    const { body, file, line, ...own } = text;
    const at = (piece: string): string => {
      const index = body.indexOf(piece);
      return `${file}:${index < 0 ? line : line + body.slice(0, index).split('\n').length - 1}`;
    };
    try {
      const values = valuesOf(engine, body);
      const forms = formsOf(body, engine);
      const found = [
        ...unknownValues(values),
        ...wrongLaw(text, standard),
        ...(own.language === AUTHORITY ? wrongForm(text, forms) : []),
        ...(own.language === AUTHORITY ? wrongTone(text, standard.tone) : []),
        ...forms.flatMap((form) => wrongLength(text, form)),
      ];
      problems.push(...found.map(({ piece, what }) => `${at(piece)}: ${what}`));
      return [{ ...own, values }];
    } catch (error) {
      const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
      problems.push(`${file}:${line}: ${first}`);
      return [];
    }
  });
  return { checked, problems };
};

interface Fault {
  /** The words at fault; empty: the text as a whole. */
  piece: string;
  what: string;
}

const whole = (what: string): Fault => ({ piece: '', what });

/** The names of the values that a text uses: `values.child`. */
const valuesOf = (engine: Liquid, body: string): string[] => [
  ...new Set(
    engine
      .globalVariableSegmentsSync(engine.parse(body))
      .flatMap(([first, second]) => (first === 'values' && typeof second === 'string' ? [second] : [])),
  ),
];

/** As it reads with everything known, and with no more than must be. */
const formsOf = (body: string, engine: Liquid): string[] => {
  const all = Object.entries(LONGEST);
  return [all, all.filter(([name]) => !OPTIONAL.has(name))].map((values) =>
    String(engine.parseAndRenderSync(body, { values: Object.fromEntries(values), now: 0 })).trim(),
  );
};

const unknownValues = (values: readonly string[]): Fault[] =>
  values
    .filter((name) => !(name in LONGEST))
    .map((name) => ({
      piece: name,
      what: `没有“${name}”这个值，可用的有 ${Object.keys(LONGEST).join('、')}`,
    }));

const wrongLaw = ({ articles, body, step }: WrittenText, { law, day }: Standard): Fault[] => [
  ...articles.flatMap((id) => {
    const why = notCitable(id, law, day);
    return why ? [whole(why)] : [];
  }),
  ...misquoted(body, articles, law),
  // Law rises step by step: until step 1 a plain sentence, no title and no number (law.md §8.7).
  ...(step === 0 && /《[^》{]+》|第[零一二三四五六七八九十百千]+条/u.test(body)
    ? [{ piece: body.includes('《') ? '《' : '第', what: '第一步之前不写法律名称和条号' }]
    : []),
];

const FAMILY = '{{ values.child }}（{{ values.class }}）的';
const EVERYBODY = '{{ values.class }}的家长您好：';
/** To a class of parents, not about a child (P4.1-PUBLICITY). */
const isCampaign = ({ id }: WrittenText): boolean => id.startsWith('C-');

/** First line: child, class and the fact; last line: one name and one number of a person who answers (law.md §8.1, §8.12). */
const wrongForm = (text: WrittenText, forms: readonly string[]): Fault[] => {
  const { body, audience, step, replies } = text;
  const opening = isCampaign(text) ? EVERYBODY : `${FAMILY}${audience === 'carer' ? '长辈' : '家长'}您好：`;
  const [unit, person] = step >= 2 ? (['township', 'officer'] as const) : (['school', 'teacher'] as const);
  const last = forms[0]?.split('\n').at(-1) ?? '';
  const isSigned = [unit, person, 'phone' as const].every((name) => last.includes(LONGEST[name]));
  return [
    ...(body.startsWith(opening) ? [] : [whole(`开头应是“${opening}”`)]),
    ...(isSigned
      ? []
      : [
          {
            piece: body.split('\n').at(-1) ?? '',
            what: `最后一行要有署名和电话：values.${unit}、values.${person}、values.phone`,
          },
        ]),
    ...replies
      .filter(({ key, label }) => !body.includes(`${key} ${label}`))
      .map(({ key, label }) => whole(`文中没有写出回复“${key} ${label}”`)),
    ...(forms.some((form) => requestsIn(form).length > 1)
      ? [whole('一条消息只提一个要求（“请”字只用一次）')]
      : []),
    ...(/回|电话|说一声|告诉/u.test(body) ? [] : [whole('没有给家长留一条路：回一句、打电话、说一声')]),
  ];
};

/** Sentences that ask something of the reader; leave (请假), applying (申请) and asking in an expert are none. */
const requestsIn = (form: string): string[] => form.match(/(?<!申|邀)请(?!假|专家|法院)[^。；\n]*/gu) ?? [];

const wrongTone = ({ body, step }: WrittenText, { never, later, style }: Tone): Fault[] => [
  ...harshIn(body.replaceAll(/\{[{%].*?[}%]\}/gu, ''), [...never, ...style]).map(({ words, why }) => ({
    piece: words,
    what: `不写“${words}”：${why}`,
  })),
  ...(step < 2
    ? later
        .filter((word) => body.includes(word))
        .map((word) => ({ piece: word, what: `第二步之前不用“${word}”` }))
    : []),
];

/** In characters without spaces, filled with the longest names (law.md §8.1); later steps say what the paper says. */
const mostCharacters = (text: WrittenText): number => {
  if (isCampaign(text) || text.step === 1) return 200;
  return text.step === 0 ? 120 : Number.POSITIVE_INFINITY;
};

const wrongLength = (text: WrittenText, form: string): Fault[] => {
  const most = mostCharacters(text);
  const characters = [...form.replaceAll(/\s/gu, '')].length;
  const bytes = Buffer.byteLength(form);
  return [
    ...(characters > most ? [whole(`填上长姓名后${characters}字，最多${most}字`)] : []),
    // A school notice that is too long is not cut but refused, and the parents hear nothing.
    ...(bytes > MOST_BYTES
      ? [whole(`填上长姓名后${bytes}字节，超过企业微信的${MOST_BYTES}字节，家长会收不到`)]
      : []),
  ];
};
