import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Law, Passage } from '../domain/parents/law.ts';
import { readYamlOrThrow } from './yaml-file.ts';

const FOLDER = fileURLToPath(new URL('law', import.meta.url));

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'wants a day as YYYY-MM-DD');

/**
 * One statute in one wording. A place is an article, its paragraph and its item: `5.2`, `17(5)`. `verified` says when
 * the words were last held against a consolidated collection of national law; without it nothing of it may be cited.
 */
const statuteSchema = z.strictObject({
  title: z.string().min(1),
  short: z.string().min(1),
  wording: z.string().optional(),
  in_force: day,
  repealed: day.optional(),
  verified: z
    .string()
    .regex(/^\d{4}-\d\d$/)
    .optional(),
  places: z.record(
    z.string().regex(/^\d+(\.\d+)?(\(\d+\))?$/, 'wants a place such as 5.2 or 17(5)'),
    z.string().min(1),
  ),
});

/** All passages of `seeds/law/*.yaml` by id: the file's name and the place, `compulsory-education/5.2`. Throws `YamlFileError`. */
export const loadLaw = (folder = FOLDER): Law =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .flatMap((name) => {
        const { title, short, in_force, repealed, verified, places } = readYamlOrThrow(
          path.join(folder, name),
          statuteSchema,
        );
        return Object.entries(places).map(([place, text]): [string, Passage] => {
          const id = `${name.slice(0, -'.yaml'.length)}/${place}`;
          return [
            id,
            {
              id,
              statute: title,
              short,
              place,
              text,
              from: in_force,
              repealed: repealed ?? null,
              isVerified: verified !== undefined,
            },
          ];
        });
      }),
  );
