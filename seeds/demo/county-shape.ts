import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { FLAGS } from '../../domain/people/flags.ts';
import { instantSchema, staffSchema } from '../scenario-shape.ts';
import { readYamlOrThrow } from '../yaml-file.ts';

const text = z.string().min(1);
const names = z.array(text).min(1);
const flags = z.array(z.enum(FLAGS));
const sex = z.enum(['girl', 'boy']);
export type Sex = z.infer<typeof sex>;

const pupilSchema = z.strictObject({
  seat: z.coerce.number().int().positive(),
  name: text,
  sex,
  village: text.optional(),
  flags,
  guardians: names.optional(),
  /** Those of them who are told by voice too. */
  voice: names.default([]),
});
export type NamedPupil = z.infer<typeof pupilSchema>;

const classSchema = z.strictObject({
  id: text,
  name: text,
  grade: z.coerce.number().int().min(1).max(9),
  size: z.coerce.number().int().positive(),
  teacher: text,
  pupils: z.array(pupilSchema).default([]),
});
export type DemoClass = z.infer<typeof classSchema>;

const schoolSchema = z.strictObject({
  id: text,
  name: text,
  township: text,
  firstLesson: text,
  classes: z.array(classSchema),
});
export type DemoSchool = z.infer<typeof schoolSchema>;

const villageSchema = z.strictObject({
  name: text,
  cadre: text,
  secretary: text,
  group: text,
  helpers: names,
});
export type DemoVillage = z.infer<typeof villageSchema>;

const share = z.coerce.number().min(0).max(1);
const sharesSchema = z.partialRecord(z.enum(FLAGS), share);

const countySchema = z.strictObject({
  name: text,
  start: instantSchema,
  townships: z.array(z.strictObject({ id: text, name: text, villages: z.array(villageSchema) })),
  schools: z.array(schoolSchema),
  shares: z.strictObject({ primary: sharesSchema, middle: sharesSchema }),
  staff: z.array(staffSchema),
});
export type DemoCounty = z.infer<typeof countySchema>;

const others = z.strictObject({ girls: names, boys: names, mothers: names, fathers: names });
const namesSchema = z.strictObject({
  surnames: names,
  girls: names,
  boys: names,
  mothers: names,
  fathers: names,
  others,
});
export type DemoNames = z.infer<typeof namesSchema>;

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What is laid down of the demo county. Throws `YamlFileError`. */
export const readCounty = (): DemoCounty => readYamlOrThrow(beside('county.yaml'), countySchema);

/** The names the rest of it is made from. Throws `YamlFileError`. */
export const readNames = (): DemoNames => readYamlOrThrow(beside('names.yaml'), namesSchema);
