import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readYaml, YamlFileError } from './yaml-file.ts';

/** What is done about a code; seeds/wecom/codes.yaml says it in a sentence each. */
export const CODE_CLASSES = [
  'retry',
  'pause',
  'token',
  'media',
  'recipient',
  'content',
  'configuration',
  'card',
  'expired',
  'defect',
] as const;
export type CodeClass = (typeof CODE_CLASSES)[number];

/** Refusals that WeCom tells without a code, or that we know before asking. */
export const ANSWERS = [
  'unknown_code',
  'defect',
  'retry',
  'invalid_user',
  'unlicensed_user',
  'invalid_parent',
  'too_long_for_parents',
  'no_files_for_parents',
  'no_files_in_group',
  'recording_gone',
] as const;
export type Answer = (typeof ANSWERS)[number];

/** One code or a range of codes, and what to do. `say` is for the administrator. */
export interface CodeRule {
  readonly from: number;
  readonly to: number;
  readonly class: CodeClass;
  readonly say: string | null;
}

export interface WecomCodes {
  readonly rules: readonly CodeRule[];
  readonly answers: Readonly<Record<Answer, string>>;
}

/** Classes that a person has to heal, or to know of. */
const NEED_WORDS: readonly CodeClass[] = ['recipient', 'content', 'configuration', 'pause', 'token', 'media'];

const ONE_OR_RANGE = /^(-?\d+)(?:-(\d+))?$/;

const codeSchema = z.string().regex(ONE_OR_RANGE, { error: 'must be a code, or two with a hyphen between' });

const entrySchema = z
  .strictObject({
    codes: z.array(codeSchema).min(1),
    class: z.enum(CODE_CLASSES),
    say: z.string().min(1).optional(),
  })
  .superRefine((entry, context) => {
    if (entry.say === undefined && NEED_WORDS.includes(entry.class))
      context.addIssue({ code: 'custom', path: ['say'], message: `is missing; ${entry.class} needs one` });
  });

const fileSchema = z.strictObject({
  codes: z.array(entrySchema).min(1),
  answers: z.record(z.enum(ANSWERS), z.string().min(1)),
});

const OURS = fileURLToPath(new URL('wecom/codes.yaml', import.meta.url));

/** Reads what is known of WeCom's codes. Throws a `YamlFileError` that lists everything wrong with the file. */
export const loadWecomCodes = (file: string = OURS): WecomCodes => {
  const read = readYaml(file, fileSchema);
  if (!read.ok) throw new YamlFileError(read.problems);
  const { codes, answers } = read.file.value;
  const problems: string[] = [];
  const rules = codes.flatMap((entry, index) =>
    entry.codes.map((code, at) => {
      const rule = { ...boundsOf(code), class: entry.class, say: entry.say ?? null };
      if (rule.to < rule.from)
        problems.push(read.file.problem(['codes', index, 'codes', at], 'ends before it begins'));
      return rule;
    }),
  );
  const seen = new Set<string>();
  for (const { from, to } of rules) {
    const name = from === to ? `${from}` : `${from}-${to}`;
    if (seen.has(name)) problems.push(read.file.problem(['codes'], `${name} is there twice`));
    seen.add(name);
  }
  if (problems.length > 0) throw new YamlFileError(problems);
  return { rules, answers };
};

const boundsOf = (code: string): { from: number; to: number } => {
  const [, from, to] = ONE_OR_RANGE.exec(code) ?? [];
  return { from: Number(from), to: Number(to ?? from) };
};
