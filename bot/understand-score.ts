import { z } from 'zod';
import type { Understood } from '../domain/understanding/index.ts';
import type { Answered } from './labelled-line.ts';

const FIELDS = [
  'act',
  'date',
  'class',
  'expected',
  'present',
  'entries',
  'contacts',
  'visits',
  'ask',
] as const;
type Field = (typeof FIELDS)[number];

const entrySchema = z.object({ student: z.string(), status: z.string() });
const wantSchema = z.looseObject({
  act: z.string(),
  entries: z.array(z.looseObject(entrySchema.shape)).optional(),
  ask: z.array(z.string()).optional(),
});
type Want = z.infer<typeof wantSchema>;

/** One message judged: the fields that differ, and whether a wrong entry was recorded with nothing asked. */
export interface Judged {
  readonly id: string;
  readonly text: string;
  readonly act: string;
  readonly wrong: readonly Field[];
  readonly harmful: boolean;
  readonly want: Want;
  readonly got: Understood;
}

/** Judges answers against their labels; a line without a label is left out. */
export function scoreOf(answered: readonly Answered[]): Judged[] {
  return answered.flatMap(({ line, got }) => {
    const label = wantSchema.safeParse(line.want);
    if (!label.success) return [];
    const want = label.data;
    const wrong = FIELDS.filter((field) => carries(want, field) && form(want[field]) !== form(got[field]));
    return { id: line.id, text: line.text, act: want.act, wrong, harmful: isHarmful(want, got), want, got };
  });
}

/** Fields that the label does not carry are not looked at; contacts may be left out for none. */
const carries = (want: Want, field: Field): boolean =>
  field in want || (field === 'contacts' && (want.act === 'report' || want.act === 'update'));

/** Lists are compared as sets; what is left out, null or an empty list says nothing, each like the others. */
function form(value: unknown): string {
  const said = value ?? [];
  return Array.isArray(said) ? JSON.stringify(said.map(sortedKeys).toSorted()) : JSON.stringify(said);
}

const sortedKeys = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value);

function isHarmful(want: Want, got: Understood): boolean {
  if (got.ask.length > 0) return false;
  const right = new Set((want.entries ?? []).map(({ student, status }) => `${student} ${status}`));
  return (got.entries ?? []).some(({ student, status }) => !right.has(`${student} ${status}`));
}

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;

/** The score as a page of text: right and harm, by act, by kind of error, and the wrong ones. */
export function scoreReport(judged: readonly Judged[]): string {
  const right = judged.filter(({ wrong }) => wrong.length === 0).length;
  const harm = judged.filter(({ harmful }) => harmful).length;
  const acts = [...new Set(judged.map(({ act }) => act))];
  return [
    `right ${percent(right, judged.length)} (${right} of ${judged.length})`,
    `harm  ${percent(harm, judged.length)} (${harm})`,
    '',
    ...acts.map((act) => actLine(act, judged)),
    '',
    ...FIELDS.map(
      (field) => `${field.padEnd(12)}${judged.filter(({ wrong }) => wrong.includes(field)).length} wrong`,
    ),
    ...judged.filter(({ wrong }) => wrong.length > 0).flatMap(wrongLines),
  ].join('\n');
}

function actLine(act: string, judged: readonly Judged[]): string {
  const mine = judged.filter((one) => one.act === act);
  const right = mine.filter(({ wrong }) => wrong.length === 0).length;
  return `${act.padEnd(12)}${right} of ${mine.length}`;
}

function wrongLines({ id, text, wrong, harmful, want, got }: Judged): string[] {
  return [
    '',
    `${id}${harmful ? ' HARM' : ''}: ${text.replaceAll('\n', ' ⏎ ')}`,
    ...wrong.map(
      (field) =>
        `  ${field}: want ${JSON.stringify(want[field] ?? null)} got ${JSON.stringify(got[field] ?? null)}`,
    ),
  ];
}
