import { colophon, paragraph, table } from '../ooxml.ts';

export const say = (...texts: readonly string[]): string[] => texts.map((text) => paragraph('Body', text));
export const heading = (text: string): string => paragraph('Heading', text);
export const subheading = (text: string): string => paragraph('Subheading', text);
export const gap = (): string => paragraph('Cell');
const line = (): string => paragraph('Body');
const title = (lines: readonly string[]): string[] => lines.map((text) => paragraph('PaperTitle', text));

/** The head of what goes upwards (上行文): red issuer, number left, 签发人 right, title, addressee. */
export const upward = (...titles: readonly string[]): string[] => [
  paragraph('Issuer', '{发文机关}'),
  paragraph('NumberUp', '　{编号}\t签发人：{签发人}'),
  line(),
  ...title(titles),
  line(),
  paragraph('Flush', '{主送}：'),
];

/** The head of what goes downwards or sideways: red issuer, number in the middle. */
export const downward = (titles: readonly string[], addressee = '{主送}：'): string[] => [
  paragraph('Issuer', '{发文机关}文件'),
  paragraph('NumberDown', '{编号}'),
  line(),
  ...title(titles),
  line(),
  ...(addressee === '' ? [] : [paragraph('Flush', addressee)]),
];

/** The head of a form or a letter that carries no number of its own. */
export const plainHead = (...titles: readonly string[]): string[] => [...title(titles), gap()];

/** A table whose one row is repeated for every item of a list. */
export const listed = (
  name: string,
  columns: readonly (readonly [title: string, tag: string, share: number])[],
): string => {
  const cells = columns.map(([, tag], at) =>
    [at === 0 ? `{#${name}}` : '', `{${tag}}`, at === columns.length - 1 ? `{/${name}}` : ''].join(''),
  );
  return table(
    columns.map(([, , share]) => share),
    [cells],
    columns.map(([text]) => text),
  );
};

/** A table of labels and what belongs to them. */
export const form = (shares: readonly number[], ...rows: readonly (readonly string[])[]): string =>
  table(shares, rows);

/** A section that stands only where the condition holds; each mark in a paragraph of its own goes with it. */
export const where = (condition: string, ...body: readonly string[]): string[] => [
  paragraph('Body', `{#${condition}}`),
  ...body,
  paragraph('Body', `{/${condition}}`),
];
export const unless = (condition: string, ...body: readonly string[]): string[] => [
  paragraph('Body', `{^${condition}}`),
  ...body,
  paragraph('Body', `{/${condition}}`),
];

/** Issuer and date, to be sealed over. */
export const issued = (): string[] => [
  line(),
  paragraph('Signature', '{发文机关}'),
  paragraph('Signature', '{日期}'),
  gap(),
];

/** Who drafted, checked, signed and receipted: by hand, on the printed paper; never torn over two pages. */
export const signatures = (...labels: readonly string[]): string =>
  table(
    [5, 4, 2, 3],
    labels.map((label) => [label, '', '时间', '']),
    undefined,
    'KeptCell',
  );

const NOT_SERVICE = '说明：本件由系统根据台账起草，经核对并签字、盖章后生效；聊天消息不作为书面报告和送达。';

/** Where a copy goes and who had it printed (版记), and what makes it valid. */
export const copied = (): string[] => [
  gap(),
  paragraph('Note', NOT_SERVICE),
  colophon(['抄送：{抄送}', '{发文机关}\t{日期}印发']),
];

/** The same for what is not sent on as an official letter. */
export const noted = (): string[] => [gap(), paragraph('Note', NOT_SERVICE)];
