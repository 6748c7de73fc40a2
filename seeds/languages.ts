import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AUTHORITY } from '../domain/parents/texts.ts';
import { readYamlOrThrow } from './yaml-file.ts';

const FILE = fileURLToPath(new URL('languages.yaml', import.meta.url));

/** By what a roster writes; null: Chinese, in which everybody is told anyway. */
const NAMES: ReadonlyMap<string, string | null> = new Map(
  Object.entries(readYamlOrThrow(FILE, z.record(z.string(), z.array(z.string())))).flatMap(([code, names]) =>
    [code, ...names].map((name): [string, string | null] => [name, code === AUTHORITY ? null : code]),
  ),
);

/** The language that a roster means; undefined for one that nobody knows. */
export const languageNamed = (name: string): string | null | undefined => NAMES.get(name.trim());
