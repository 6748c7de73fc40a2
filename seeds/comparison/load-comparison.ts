import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { EVIDENCE, type Linking } from '../../domain/comparison/link.ts';
import { MONITORED, SOURCES, STANDINGS } from '../../domain/comparison/types.ts';
import { readYamlOrThrow } from '../yaml-file.ts';

const words = z.array(z.string().min(1));
const column = z.strictObject({
  title: z.string().min(1),
  /** Without this column the list says nothing. */
  needed: z.literal('yes').optional(),
  spellings: words,
});

export const COLUMNS = [
  'name',
  'idNumber',
  'studentNumber',
  'birth',
  'sex',
  'guardians',
  'township',
  'village',
  'disabled',
  'deferred',
  'school',
  'class',
  'standing',
  'type',
] as const;
export type Column = (typeof COLUMNS)[number];

const columnsSchema = z.strictObject({
  lists: z.record(
    z.enum(SOURCES),
    z.strictObject({
      title: z.string().min(1),
      source: z.string().min(1),
      columns: z.partialRecord(z.enum(COLUMNS), column),
    }),
  ),
  told: z.strictObject({ date: words, source: words }),
  words: z.strictObject({
    sex: z.strictObject({ male: words, female: words }),
    no: words,
    nobody: words,
    standing: z.record(z.enum(STANDINGS), words),
    type: z.record(z.enum(MONITORED), words),
  }),
  variants: z.array(z.string().refine((text) => [...text].length > 1, 'is two characters at least')),
});

/** How the lists of the four checks are written. */
export type ListFormat = Omit<z.infer<typeof columnsSchema>, 'variants'>;

const hundredths = z.coerce
  .number()
  .int()
  .transform((value) => value / 100);
const linkingSchema = z.strictObject({
  weights: z.record(z.enum(EVIDENCE), hundredths),
  link: hundredths,
  rival: hundredths,
  candidate: hundredths,
  needs: z.array(z.enum(EVIDENCE)),
  vetoes: z.array(z.enum(EVIDENCE)),
});

const fileNamed = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Reads how lists are written and how their rows are linked. Throws a `YamlFileError` with everything wrong. */
export function loadComparison(): { format: ListFormat; linking: Linking } {
  const { variants, ...format } = readYamlOrThrow(fileNamed('columns.yaml'), columnsSchema);
  const linking = readYamlOrThrow(fileNamed('linking.yaml'), linkingSchema);
  return { format, linking: { ...linking, variants: sameAs(variants) } };
}

const sameAs = (groups: readonly string[]): Map<string, string> =>
  new Map(
    groups.flatMap((group) => {
      const [first = '', ...others] = [...group];
      return others.map((other) => [other, first] as const);
    }),
  );
