import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ECONOMIES, SURVEY_STATES, WORKS } from '../../domain/survey/survey.ts';
import { readYamlOrThrow } from '../yaml-file.ts';

export const SURVEY_COLUMNS = [
  ...(['household', 'township', 'village', 'name', 'idNumber', 'birth', 'guardians', 'state'] as const),
  ...(['school', 'class', 'economy', 'work', 'aid', 'day', 'surveyor'] as const),
] as const;
export type SurveyColumn = (typeof SURVEY_COLUMNS)[number];

const words = z.array(z.string().min(1));

const formatSchema = z.strictObject({
  sheet: z.string().min(1).max(31),
  columns: z.record(
    z.enum(SURVEY_COLUMNS),
    z.strictObject({ title: z.string().min(1), needed: z.literal('yes').optional(), spellings: words }),
  ),
  words: z.strictObject({
    no: words,
    nobody: words,
    state: z.record(z.enum(SURVEY_STATES), words),
    economy: z.record(z.enum(ECONOMIES), words),
    work: z.record(z.enum(WORKS), words),
  }),
});

/** How the 适龄儿童排查表 is written. */
export type SurveyFormat = z.infer<typeof formatSchema>;

/** Throws a `YamlFileError` with everything wrong. */
export const loadSurvey = (): SurveyFormat =>
  readYamlOrThrow(fileURLToPath(new URL('columns.yaml', import.meta.url)), formatSchema);
