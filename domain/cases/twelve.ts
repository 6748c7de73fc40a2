import { type Day, dayOf } from '../calendar/time.ts';
import { entriesOf } from '../conversation/stops.ts';
import type { World } from '../decision.ts';
import type { Directory } from '../people/directory.ts';
import { TELEPHONE } from '../people/masking.ts';
import type { Role } from '../people/roles.ts';
import type { Settings } from '../policy/settings.ts';
import type { Signal } from '../signals.ts';
import { type CaseFile, inChargeOf } from './file.ts';
import { actingFor } from './in-charge.ts';

/** 政府线, 教育线. */
export const LINES = ['government', 'education'] as const;

/** One of the 双线十二人: what the seat is called, and the names of whoever sits on it; null for an empty one. */
export interface TwelveSeat {
  line: (typeof LINES)[number];
  title: string;
  who: string | null;
  /** When somebody was named for this child; null for whoever sits there by a post. */
  namedOn: Day | null;
  /** Those of them whom the directory knows, and since when each holds the post; null: not told. */
  people: readonly { person: string; since: Day | null }[];
}

/**
 * Both lines for one child's case, by the county's own list of seats (policy.md §5.3, AMB-29): of teachers, the one who was
 * assigned to the child (P3.1-NODE-ASSIGN); else who holds the post today, in the township in charge; else who was named.
 */
export const twelveOf = (
  file: CaseFile,
  directory: Directory,
  day: Day,
  settings: Pick<Settings, 'twelve.seats'>,
): TwelveSeat[] =>
  settings['twelve.seats'].map(({ line, title, posts }) => {
    if (file.teacher && posts.includes('subject_teacher'))
      return {
        ...{ line, title, who: file.teacher, namedOn: null },
        people: file.responsible === null ? [] : [{ person: file.responsible, since: null }],
      };
    const held = posts
      .map((role) => directory.holders(role, actingFor(role, inChargeOf(file), file, directory), day))
      .find((holders) => holders.length > 0);
    if (held)
      return {
        line,
        title,
        who: held.map(({ person }) => directory.nameOf(person)).join('、'),
        namedOn: null,
        people: held.map(({ person, role }) => ({ person, since: sinceOf(person, role, directory, day) })),
      };
    const named = file.twelve?.[title];
    return { line, title, who: named?.name ?? null, namedOn: named?.on ?? null, people: [] };
  });

/** Since when somebody holds a post that is held today. */
const sinceOf = (person: string, role: Role, { parts }: Directory, day: Day): Day | null =>
  parts.posts
    .filter((post) => post.person === person && post.role === role && post.from <= day)
    .filter(({ until }) => until === null || until >= day)
    .map(({ from }) => from)
    .toSorted()[0] ?? null;

/** What is to be heard of the seats when a case opens, and after somebody was named for one: which line has empty ones, which has none left. */
export const twelveSignals = (
  { name, at, period }: Signal,
  file: CaseFile,
  { directory, now, policy }: World,
): Signal[] => {
  const opens = name === 'suspected';
  if (!opens && name !== 'twelve_told' && name !== 'teacher_assigned') return [];
  const seats = twelveOf(file, directory, dayOf(now), policy.settings);
  return LINES.flatMap((line): Signal[] => {
    const isFull = seats.every((seat) => seat.line !== line || seat.who !== null);
    if (isFull === opens) return [];
    return [{ name: `twelve_${opens ? 'empty' : 'full'}_${line}`, about: inChargeOf(file), at, period }];
  });
};

/** "中心学校负责人李校长，村民小组长：陈组长": the seats a text names, each with the name beside it. Titles may be said without what stands in brackets. */
export const seatsNamedIn = (
  text: string,
  { 'twelve.seats': seats }: Pick<Settings, 'twelve.seats'>,
): Record<string, string> =>
  Object.fromEntries(
    entriesOf(text).flatMap((part) => {
      const said = part.trim();
      for (const { title } of seats) {
        const called = [title, title.replace(/（[^）]*）/gu, '')].find((words) => said.startsWith(words));
        const name = called && said.slice(called.length).replace(/^[\s:：是为]+/u, '');
        if (name && name.length > 1) return [[title, name] as const];
      }
      return [];
    }),
  );

/** What may lead a number, and goes with it. */
const LED = new RegExp(`[（(]?(?:电话|手机|联系电话)?[:：\\s]*(?:${TELEPHONE.source})[)）]?`, 'gu');

/** Whose telephone it is: of whoever sits there later it is not. */
export interface SeatPhone {
  name: string;
  phone: string;
}

/** A sentence about seats without its telephones, and those telephones by the title of the seat each stands beside (P1.3-TWELVE). */
export const phonesApart = (
  text: string,
  settings: Pick<Settings, 'twelve.seats'>,
): { text: string; phones: Readonly<Record<string, SeatPhone>> } => {
  const phones = entriesOf(text).flatMap((part) => {
    const [phone] = part.match(TELEPHONE) ?? [];
    const seat = part.replace(/^.*十二人(?:名单)?[:：\s]*/u, '').replace(LED, '');
    const [[title, name] = []] = Object.entries(seatsNamedIn(seat, settings));
    return phone && title && name ? [[title, { name, phone: phone.replace(/[\s-]/g, '') }] as const] : [];
  });
  return { text: text.replace(LED, ''), phones: Object.fromEntries(phones) };
};
