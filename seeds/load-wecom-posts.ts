import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { posts as kinds, type Level, ROLES, type Role } from '../domain/people/roles.ts';
import { readYaml, YamlFileError } from './yaml-file.ts';

/** A department of the staff book that is a place; its name is what the first bracket holds. */
export interface PlaceRule {
  readonly kind: 'district' | 'township';
  readonly name: RegExp;
}

/** What makes somebody hold a post; all that is not null must fit. */
export interface PostRule {
  readonly level: Level;
  readonly role: Role;
  readonly position: RegExp | null;
  readonly department: RegExp | null;
  readonly tag: number | null;
  readonly isLeader: boolean;
}

export interface WecomPosts {
  readonly places: readonly PlaceRule[];
  readonly posts: readonly PostRule[];
}

const pattern = z.string().transform((text, context): RegExp => {
  try {
    return new RegExp(text, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a regular expression' });
    return z.NEVER;
  }
});

const LEVELS = [
  'family',
  'class',
  'school',
  'group',
  'village',
  'household',
  'township',
  'county',
  'system',
] as const satisfies readonly Level[];

const postSchema = z.strictObject({
  level: z.enum(LEVELS),
  role: z.enum(ROLES),
  position: pattern.optional(),
  department: pattern.optional(),
  tag: z.coerce.number().int().positive().optional(),
  leader: z.enum(['true', 'false']).optional(),
});

const fileSchema = z.strictObject({
  places: z.array(z.strictObject({ kind: z.enum(['district', 'township']), name: pattern })).min(1),
  posts: z.array(postSchema).min(1),
});

const OURS = fileURLToPath(new URL('wecom/posts.yaml', import.meta.url));

/** Reads how departments and positions become places and posts. Throws a `YamlFileError` with everything wrong. */
export const loadWecomPosts = (file: string = OURS): WecomPosts => {
  const read = readYaml(file, fileSchema);
  if (!read.ok) throw new YamlFileError(read.problems);
  const { places, posts } = read.file.value;
  const problems = posts.flatMap(({ level, role, position, department, tag, leader }, index) => {
    const found: string[] = [];
    const wanted = kinds[role].level;
    if (level !== wanted)
      found.push(read.file.problem(['posts', index, 'level'], `${role} stands at level ${wanted}`));
    if (!position && !department && tag === undefined && leader !== 'true')
      found.push(read.file.problem(['posts', index], 'says of nobody that they hold the post'));
    return found;
  });
  if (problems.length > 0) throw new YamlFileError(problems);
  return {
    places,
    posts: posts.map(({ level, role, position, department, tag, leader }) => ({
      level,
      role,
      position: position ?? null,
      department: department ?? null,
      tag: tag ?? null,
      isLeader: leader === 'true',
    })),
  };
};

/** The roles that a post's name may mean, the likeliest first: by title, or by the positions that fit. */
export const rolesNamed = ({ posts }: WecomPosts, name: string): Role[] => [
  ...new Set([
    ...ROLES.filter((role) => kinds[role].title === name),
    ...posts
      .filter(
        ({ position, department, tag, isLeader }) =>
          position?.test(name) && !department && tag === null && !isLeader,
      )
      .map(({ role }) => role),
  ]),
];
