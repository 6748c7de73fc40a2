import { lastOfMonth } from '../../domain/calendar/occasions.ts';
import { at, type Day, type Instant } from '../../domain/calendar/time.ts';
import { withReasons } from '../../domain/cases/category.ts';
import { type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';
import { posts, unitTitles } from '../../domain/people/roles.ts';
import { openReasons } from '../../prisma/stores/figure-store.ts';
import { decisionsIn, detailOf } from '../../prisma/stores/ledger-store.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { topicLines } from '../../templates/topics.ts';
import { meetingName, shortTitle } from '../../templates/vocabulary.ts';
import { type Drafting, headOf, nameOffice, placesOf } from './drafting.ts';

const signer = (
  { directory, about, today }: Drafting,
  role: ReturnType<typeof rolesOf>[number],
): string | null => {
  const holder = directory.holders(role, about, today)[0];
  return holder ? `${shortTitle(role, posts[role].title)} ${directory.nameOf(holder.person)}` : null;
};

const rolesOf = (kind: PaperKind) => {
  const { signs, receipts } = paperEntry(kind);
  return [signs, receipts ?? signs] as const;
};

/** D12: a calendar year for the government's line, a school year for the education line (P1.1, P1.2). */
export const letter = async (drafting: Drafting): Promise<FieldsOf<'D12-1'>> => {
  const { kind, about, period, directory } = drafting;
  const [one, two] = rolesOf(kind);
  const isSchoolYear = kind === 'D12-3' || kind === 'D12-4';
  const places = placesOf(about, directory);
  const pupils = places.class
    ? directory.studentsOf(places.class).length
    : directory
        .classesOf(places.school ?? '')
        .reduce((sum, { id }) => sum + directory.studentsOf(id).length, 0);
  return {
    ...headOf(drafting),
    year: period,
    party: nameOffice(paperEntry(kind).to, drafting) ?? '',
    signerOne: signer(drafting, one),
    signerTwo: signer(drafting, two),
    first: isSchoolYear ? `${period}-09-01` : `${period}-01-01`,
    last: isSchoolYear ? `${Number(period) + 1}-08-31` : `${period}-12-31`,
    class: directory.classes.get(places.class ?? '')?.name ?? null,
    pupils,
  };
};

/**
 * D13: the annual meeting in March (P1.0-MEET-MAR), else the joint conference of the quarter (P6.R-JOINT) with its standing
 * agenda in counts (P6.R-TOPICS), when and where as the bureau has told, and what was decided since it was convened.
 */
export const meeting = async (drafting: Drafting): Promise<FieldsOf<'D13-1'>> => {
  const { period, database, directory, county } = drafting;
  const open = withReasons(await openReasons(database.hot), county.policy.settings);
  const { name, topics, to } = meetingName(period, topicLines(open));
  const [first, last] = spanOf(period);
  const convened = isAnnual(period) ? null : await detailOf(database, CONVENE, first, last);
  // "9月20日上午9点，区教体局三楼": the day before the first comma, the place behind it.
  const [, when = null, place = null] = /^([^，,]+)(?:[，,]\s*(.+))?$/.exec(convened ?? '') ?? [];
  return {
    ...headOf(drafting),
    to,
    name,
    at: when,
    place,
    agenda: topics.map((topic) => ({ topic })),
    decisions: (await decisionsIn(database, first, last)).map(({ text, township, unit, due }) => ({
      matter: text,
      owner: township ? (directory.townships.get(township)?.name ?? township) : unit && unitTitles[unit],
      until: due,
    })),
  };
};

const CONVENE = 'P6.R-JOINT/convene';

const isAnnual = (day: Day): boolean => day.slice(5, 7) === '03';

/** The instants between which a meeting's matters fall: its month in March, else its quarter. */
const spanOf = (day: Day): [Instant, Instant] => {
  const month = Number(day.slice(5, 7));
  const first = isAnnual(day) ? month : month - ((month - 1) % 3);
  const last = isAnnual(day) ? month : first + 2;
  const of = (number: number): Day => `${day.slice(0, 4)}-${String(number).padStart(2, '0')}-01`;
  return [at(of(first), '00:00'), at(lastOfMonth(of(last)), '24:00')];
};
