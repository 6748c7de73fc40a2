import { dayOf, type Instant } from '../domain/calendar/time.ts';
import { type Office, PAPERS, type PaperEntry } from '../domain/papers/kinds.ts';
import { posts, type Role } from '../domain/people/roles.ts';
import { shortTitle } from './vocabulary.ts';

const OFFICES: Readonly<Record<Office, string>> = {
  teacher: '教师',
  school: '学校',
  village: '村（社区）',
  township: '乡镇（街道）',
  bureau: '区教体局',
  supervision: '区政府督查室',
  government: '区政府',
  party_and_government: '区委、区政府',
  unit: '成员单位',
  guardian: '监护人',
  in_charge: '劝返主体',
  elsewhere: '接收单位',
};

const entryOf = (kind: string): PaperEntry | undefined =>
  (PAPERS as Readonly<Record<string, PaperEntry>>)[kind];

/** What a kind of paper is called. */
export const paperTitle = (kind: string): string => entryOf(kind)?.title ?? kind;

const roleWords = (role: Role): string => shortTitle(role, posts[role].title);

/** A part of the catalogue's entry in words: `title`, `readers` (who drafts and checks), `signs`, `to`. */
export const paperWords = (kind: string, part: string): string => {
  const entry = entryOf(kind);
  switch (entry && part) {
    case 'title':
      return paperTitle(kind);
    case 'readers':
      return [...new Set([entry?.drafts, entry?.checks])]
        .flatMap((role) => (role ? [roleWords(role)] : []))
        .join('、');
    case 'signs':
      return entry ? roleWords(entry.signs) : '';
    case 'to':
      return entry ? OFFICES[entry.to] : '';
    default:
      return '';
  }
};

/** What files are called that somebody is given. */
export const fileNames = {
  paper: (kind: string, subject: string): string => `${paperTitle(kind)}-${subject}.docx`,
  dossier: (student: string): string => `一生一案-${student}.docx`,
  picture: (area: string, asked: Instant): string => `通报图-${area}-${dayOf(asked)}.png`,
  figures: (area: string, asked: Instant): string => `通报表-${area}-${dayOf(asked)}.xlsx`,
  arrivals: (area: string, asked: Instant): string => `开学到校统计-${area}-${dayOf(asked)}.xlsx`,
  workbook: (title: string, area: string, asked: Instant): string => `${title}-${area}-${dayOf(asked)}.xlsx`,
} as const;
