import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { lawQuestionsSchema } from '../domain/conversation/law-questions.ts';
import { toldSchema } from '../domain/conversation/told-words.ts';
import { lexiconOf, lexiconSchema } from '../domain/parents/lexicon.ts';
import { isWritten, writtenWith } from '../domain/policy/pattern.ts';
import { makePolicy, type Policy } from '../domain/policy/policy.ts';
import { policyProblems } from '../domain/policy/problems.ts';
import { type Rule, ruleSchema } from '../domain/policy/rule.ts';
import { type Settings, settingsSchema } from '../domain/policy/settings.ts';
import { benefitsSchema, referralsSchema } from '../domain/support/needs.ts';
import { loadParentTexts, reviewsSchema } from './load-parent-texts.ts';
import { fileName, readYaml, YamlFileError } from './yaml-file.ts';

const FOLDER = fileURLToPath(new URL('policy', import.meta.url));
const SETTINGS = 'settings.yaml';
const SAFEGUARDING = 'safeguarding.yaml';
const REFERRALS = 'referrals.yaml';
const BENEFITS = 'benefits.yaml';
const REVIEWS = 'reviews.yaml';
const GUARDIAN_WORDS = 'guardian-words.yaml';
const TOLD = 'told.yaml';
const LAW_QUESTIONS = 'law-questions.yaml';
/** All else in a county's folder is rules. */
const NO_RULES: ReadonlySet<string> = new Set([
  SETTINGS,
  SAFEGUARDING,
  REFERRALS,
  BENEFITS,
  REVIEWS,
  GUARDIAN_WORDS,
  TOLD,
  LAW_QUESTIONS,
]);

const pattern = z.string().min(1);

const safeguardSchema = z
  .strictObject({
    words: z.array(z.string().min(1)).min(1),
    sets: z.record(z.string(), pattern),
    patterns: z.array(pattern),
    doubtful: z.array(z.strictObject({ pattern, unless: pattern })),
    marriage: pattern,
    unless: z.array(z.string().min(1)),
  })
  .transform(({ sets, patterns, doubtful, marriage, ...words }) => {
    const written = writtenWith(sets);
    return {
      ...words,
      marriage: written(marriage),
      patterns: patterns.map(written),
      doubtful: doubtful.map((one) => ({ pattern: written(one.pattern), unless: written(one.unless) })),
    };
  })
  .refine(
    ({ patterns, doubtful, marriage }) =>
      [marriage, ...patterns, ...doubtful.flatMap((one) => [one.pattern, one.unless])].every(isWritten),
    'not a regular expression',
  );

/** A rule with the file it lives in. */
export interface FiledRule {
  rule: Rule;
  file: string;
}

/** What was read from our own folder, which does not change while the program runs; reading and checking it takes half a second. */
const known = new Map<string, Policy>();

/** Reads a county's rules and settings from `seeds/policy/<county>`. Throws `YamlFileError` with all that is wrong. */
export const loadPolicy = (
  county: string,
  overrides: Record<string, unknown> = {},
  folder = FOLDER,
): Policy => {
  if (folder !== FOLDER) return readPolicy(county, overrides, folder);
  const name = JSON.stringify([county, overrides]);
  const policy = known.get(name) ?? readPolicy(county, overrides, folder);
  known.set(name, policy);
  return policy;
};

const readPolicy = (county: string, overrides: Record<string, unknown>, folder: string): Policy => {
  const rules = loadRules(county, folder);
  const at = path.join(folder, county);
  const problems: string[] = [];
  const changed = z.preprocess((data) => ({ ...(data as object), ...overrides }), settingsSchema);
  const settings = readChecked(path.join(at, SETTINGS), changed, problems);
  const safeguarding = readChecked(path.join(at, SAFEGUARDING), safeguardSchema, problems);
  const referrals = readChecked(path.join(at, REFERRALS), referralsSchema, problems);
  const benefits = readChecked(path.join(at, BENEFITS), benefitsSchema, problems);
  const reviews = readChecked(path.join(at, REVIEWS), reviewsSchema, problems);
  const parentTexts = loadParentTexts(reviews ?? [], problems);
  const guardianWords = readChecked(path.join(at, GUARDIAN_WORDS), lexiconSchema, problems);
  const told = readChecked(path.join(at, TOLD), toldSchema, problems);
  const lawQuestions = readChecked(path.join(at, LAW_QUESTIONS), lawQuestionsSchema, problems);
  if (problems.length > 0 || !settings || !safeguarding || !referrals || !benefits)
    throw new YamlFileError(problems);
  if (!guardianWords || !told || !lawQuestions) throw new YamlFileError(problems);
  const policy = makePolicy({
    county,
    version: versionOf(rules, settings),
    settings,
    rules: rules.map(({ rule }) => rule),
    safeguardWords: safeguarding.words,
    safeguardPatterns: safeguarding.patterns.map((text) => new RegExp(text, 'u')),
    safeguardDoubtful: safeguarding.doubtful.map((one) => ({
      pattern: new RegExp(one.pattern, 'u'),
      unless: new RegExp(one.unless, 'su'),
    })),
    safeguardMarriage: new RegExp(safeguarding.marriage, 'u'),
    safeguardExceptions: safeguarding.unless,
    guardianWords: lexiconOf(guardianWords),
    told,
    lawQuestions,
    referrals,
    benefits,
    parentTexts,
  });
  const contradictions = policyProblems(policy);
  if (contradictions.length > 0) throw new YamlFileError(contradictions);
  return policy;
};

/** All rows of the county's register, with their files. */
export const loadRules = (county: string, folder = FOLDER): FiledRule[] => {
  const at = path.join(folder, county);
  if (!existsSync(at)) throw new YamlFileError([`${fileName(at)}: there is no such folder`]);
  const problems: string[] = [];
  const filed = readdirSync(at)
    .filter((name) => name.endsWith('.yaml') && !NO_RULES.has(name))
    .sort()
    .flatMap((name) => {
      const file = path.join(at, name);
      const rules = readChecked(file, z.array(ruleSchema), problems) ?? [];
      return rules.map((rule) => ({ rule, file: name }));
    });
  if (problems.length > 0) throw new YamlFileError(problems);
  return filed;
};

/** A short name of exactly these rules and settings, kept on the duties opened under them. */
const versionOf = (rules: readonly FiledRule[], settings: Settings): string =>
  createHash('sha256')
    .update(JSON.stringify([rules, settings]))
    .digest('hex')
    .slice(0, 12);

const readChecked = <Shape>(file: string, schema: z.ZodType<Shape>, problems: string[]): Shape | null => {
  const read = readYaml(file, schema, 'all');
  if (read.ok) return read.file.value;
  problems.push(...read.problems);
  return null;
};
