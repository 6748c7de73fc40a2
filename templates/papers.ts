import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { z } from 'zod';
import { PAPER_KINDS, type PaperKind } from '../domain/papers/kinds.ts';
import { approvalProblems, isApproved } from './papers/approval.ts';
import { CONTENTS, type FieldsOf } from './papers/catalogue.ts';
import { type Content, filled, type Texts } from './papers/content.ts';
import { type Dossier, dossier } from './papers/contents/dossier.ts';

const FOLDER = join(import.meta.dirname, 'papers');

/** Where the Word template of a kind lies. A clerk may edit it in WPS; its tags are checked at start. */
const fileOf = (kind: PaperKind, folder: string): string => join(folder, `${kind}.docx`);

/** Stands at the head of every page until somebody has signed. */
const DRAFT = '草稿：未经签字、盖章不生效';

const DRAFT_TAG = '稿别';

const DOSSIER = 'dossier.docx';
const PRINT = '内部资料　注意保密';

type Part = Docxtemplater.DXT.Part;
type AnyContent = Content<never>;

// Only plain tags and sections: `{@学校}` would let a name into the file as markup.
function strangeTags(
  parts: readonly Part[],
  known: readonly string[],
  { lists, conditions }: AnyContent,
): string[] {
  return parts.flatMap((part) => {
    if (part.type !== 'placeholder') return [];
    const isSection = part.module === 'loop';
    if (part.module && !isSection) return [part.raw ?? `${part.module}: ${part.value}`];
    if (!isSection) return known.includes(part.value) ? [] : [part.value];
    const inside = lists[part.value]?.tags ?? (part.value in conditions ? [] : null);
    return inside
      ? strangeTags(part.subparsed ?? [], [...known, ...inside], { lists, conditions } as AnyContent)
      : [part.value];
  });
}

const usedTags = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) =>
    part.type === 'placeholder' ? [part.value, ...usedTags(part.subparsed ?? [])] : [],
  );

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

const OPTIONS = { paragraphLoop: true, linebreaks: true, stripInvalidXMLChars: true, errorLogging: false };

/** A template with the tags it uses. Throws an Error that names file and tag where docxtemplater cannot read it. */
function openTemplate(file: string): { paper: Docxtemplater<PizZip>; parts: readonly Part[] } {
  const zip = unzipped(file);
  const parts: Part[] = [];
  const reader = {
    name: 'tag-reader',
    set: (told: { readonly inspect?: { readonly postparsed?: readonly Part[] } }): void => {
      parts.push(...(told.inspect?.postparsed ?? []));
    },
  };
  try {
    return { paper: new Docxtemplater(zip, { ...OPTIONS, modules: [reader] }), parts };
  } catch (cause) {
    throw new Error(`The paper template ${file} has a wrong tag: ${explained(cause).join('; ')}.`, { cause });
  }
}

const inBraces = (tags: readonly string[]): string => [...new Set(tags)].map((tag) => `{${tag}}`).join(', ');

/** Opens a template and holds its tags against what its content can say. */
function openChecked(file: string, content: AnyContent): Docxtemplater<PizZip> {
  const { paper, parts } = openTemplate(file);
  const strange = strangeTags(parts, [...Object.keys(content.texts), DRAFT_TAG], content);
  if (strange.length > 0)
    throw new Error(`The paper template ${file} has a wrong tag: ${inBraces(strange)} is not known here.`);
  const used = new Set(usedTags(parts));
  const lacking = content.required.filter((tag) => !used.has(tag));
  if (lacking.length > 0)
    throw new Error(
      `The paper template ${file} lacks ${inBraces(lacking)}, which this kind of paper has to say (policy §8).`,
    );
  return paper;
}

const opened = (kind: PaperKind, folder: string): Docxtemplater<PizZip> =>
  openChecked(fileOf(kind, folder), CONTENTS[kind] as AnyContent);

/** Opens every paper template; throws one Error that names each broken file and its wrong tag. For the start. */
export function checkPapers(folder: string = FOLDER): void {
  const complaints = (open: () => unknown): string[] => {
    try {
      open();
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  };
  const broken = [
    ...PAPER_KINDS.flatMap((kind) => complaints(() => opened(kind, folder))),
    ...complaints(() => openChecked(join(folder, DOSSIER), dossier as AnyContent)),
  ];
  const problems = [...broken, ...approvalProblems(folder, (kind) => opened(kind, folder).getFullText())];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** Whether a kind may be drafted at all: see `isApproved`. */
export const mayBeDrafted = (kind: PaperKind, folder: string = FOLDER): boolean => isApproved(kind, folder);

const mapped = <Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Readonly<Record<string, Result>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** The values of a content's tags. */
const valuesOf = <Fields>({ texts, lists, conditions }: Content<Fields>, fields: Fields) => ({
  ...(filled(texts, fields) satisfies Texts),
  ...mapped(conditions, (holds) => holds(fields)),
  ...mapped(lists, ({ rows }) => rows(fields)),
});

/**
 * The paper as a .docx. Until somebody has signed, every page says that it is a draft: only the signed copy handed over
 * with a receipt is 书面 (AMB-44). Throws as `checkPapers` does when the template was broken meanwhile.
 */
export function renderPaper<Kind extends PaperKind>(
  kind: Kind,
  fields: FieldsOf<Kind>,
  { signed = false, folder = FOLDER }: { signed?: boolean; folder?: string } = {},
): Buffer {
  const paper = opened(kind, folder);
  const content = CONTENTS[kind] as unknown as Content<FieldsOf<Kind>>;
  paper.render({ ...valuesOf(content, fields), [DRAFT_TAG]: signed ? '' : DRAFT });
  return paper.toBuffer();
}

/** 一生一案 as a .docx: a print of the ledger, not a paper to be signed, so without the mark of a draft. */
export function renderDossier(told: Dossier, folder: string = FOLDER): Buffer {
  const print = openChecked(join(folder, DOSSIER), dossier as AnyContent);
  print.render({ ...valuesOf(dossier, told), [DRAFT_TAG]: PRINT });
  return print.toBuffer();
}

/** A paper's number: its issuer, the year in brackets, a running number (GB/T 9704-2012, 7.2.5). */
export const paperNumber = (issuer: string, series: string, year: string, count: number): string =>
  `${issuer}${series}〔${year}〕${count}号`;
