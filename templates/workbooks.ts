import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROLES } from '../domain/people/roles.ts';

/** What a sheet may list, and what may stand in its columns. */
export const SHEET_ROWS = ['school_age', 'suspected', 'dropouts', 'enrolled', 'trips', 'enrolment'] as const;
export type SheetRows = (typeof SHEET_ROWS)[number];

const PUPIL_FIELDS = [
  ...['ordinal', 'name', 'sex', 'birth', 'id_number', 'household', 'village', 'school', 'class', 'teacher'],
  ...['guardians', 'stage', 'first_missed', 'contacts', 'visits', 'papers', 'ticket', 'township', 'relapses'],
];
const TRIP_FIELDS = [
  ...[
    'ordinal',
    'day',
    'purpose',
    'person',
    'post',
    'name',
    'school',
    'village',
    'distance',
    'result',
    'signature',
  ],
];

const ENROLMENT_FIELDS = [
  ...['ordinal', 'name', 'school', 'class', 'change', 'on', 'approved', 'day', 'person'],
];
const FIELDS: Readonly<Partial<Record<SheetRows, readonly string[]>>> = {
  trips: TRIP_FIELDS,
  enrolment: ENROLMENT_FIELDS,
};

const columnSchema = z.strictObject({
  heading: z.string().min(1),
  field: z.string(),
  width: z.number().positive(),
});

const sheetSchema = z
  .strictObject({
    name: z.string().min(1).max(31),
    rows: z.enum(SHEET_ROWS),
    columns: z.array(columnSchema).min(1),
  })
  .superRefine(({ rows, columns }, context) => {
    const known = FIELDS[rows] ?? PUPIL_FIELDS;
    for (const { field } of columns)
      if (!known.includes(field))
        context.addIssue({ code: 'custom', message: `没有数据项“${field}”，可用的有 ${known.join('、')}` });
  });

const workbookSchema = z.strictObject({
  title: z.string().min(1),
  called: z.array(z.string().min(2)).min(1),
  /** Who may have it; else those who are given ledgers. */
  readers: z.array(z.enum(ROLES)).optional(),
  sheets: z.array(sheetSchema).min(1),
});

/** A workbook in the county's layout: `templates/sheets/<kind>.yaml`. */
export type WorkbookLayout = z.infer<typeof workbookSchema> & { kind: string };

const FOLDER = join(import.meta.dirname, 'sheets');

/** Reads and checks all layouts; throws one Error that lists everything wrong, file by file. */
export const loadWorkbooks = (folder: string = FOLDER): WorkbookLayout[] => {
  const problems: string[] = [];
  const layouts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name): WorkbookLayout[] => {
      const found = workbookSchema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
      if (found.success) return [{ ...found.data, kind: name.slice(0, -'.yaml'.length) }];
      problems.push(
        ...found.error.issues.map(
          ({ path, message }) => `templates/sheets/${name}: ${path.join('.')}: ${message}`,
        ),
      );
      return [];
    });
  if (problems.length > 0) throw new Error(`表格样式有误，请改好再启动：\n${problems.join('\n')}`);
  return layouts;
};
