import { lastOfMonth } from '../../domain/calendar/occasions.ts';
import { at, type Day, type Instant } from '../../domain/calendar/time.ts';
import { withReasons } from '../../domain/cases/category.ts';
import { type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';
import { posts, unitTitles } from '../../domain/people/roles.ts';
import { openReasons } from '../../prisma/stores/figure-store.ts';
import { decisionsIn, detailOf } from '../../prisma/stores/ledger-store.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
import { topicLines } from '../../templates/topics.ts';
import { annualMeeting, jointMeeting, shortTitle } from '../../templates/vocabulary.ts';
import { type Drafting, headOf, nameOffice, placesOf, teachersOf } from './drafting.ts';

const signer = (drafting: Drafting, role: ReturnType<typeof rolesOf>[number]): string | null => {
  const { directory, about, today } = drafting;
  // With a class's teachers each signs (P1.2-LETTER-EDU2).
  const holders =
    role === 'homeroom_teacher' ? teachersOf(drafting) : directory.holders(role, about, today).slice(0, 1);
  const named = holders.map(
    (holder) => `${shortTitle(holder.role, posts[holder.role].title)} ${directory.nameOf(holder.person)}`,
  );
  return named.join('、') || null;
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

/** What tells the two kinds of meetings apart, and the duty with which day and place of each are told. */
const MEETINGS = {
  annual: { kinds: ['D13-3', 'D13-4'], months: 1, convene: 'P1.0-MEET-MAR/convene' },
  joint: { kinds: ['D13-1', 'D13-2'], months: 3, convene: 'P6.R-JOINT/convene' },
} as const;

/**
 * D13: the annual meeting (P1.0-MEET-MAR), or the joint conference of the quarter (P6.R-JOINT) with its standing agenda in counts
 * (P6.R-TOPICS), when and where as the bureau has told, and what was decided in its time.
 */
export const meeting = async (drafting: Drafting): Promise<FieldsOf<'D13-1'>> => {
  const { kind, period, database, directory, county } = drafting;
  const isAnnual = MEETINGS.annual.kinds.some((one) => one === kind);
  const open = withReasons(await openReasons(database.hot), county.policy.settings);
  const { name, topics, to } = isAnnual ? annualMeeting(period) : jointMeeting(period, topicLines(open));
  const [own, other] = isAnnual ? (['annual', 'joint'] as const) : (['joint', 'annual'] as const);
  const convened = await convenedFor(own, drafting);
  // "9月20日上午9点，区教体局三楼": the day before the first comma, the place behind it.
  const [, when = null, place = null] = /^([^，,]+)(?:[，,]\s*(.+))?$/.exec(convened ?? '') ?? [];
  const [first, last] = spanOf(own, period);
  const mine = dayTold(convened, period);
  const theirs = dayTold(await convenedFor(other, drafting), period);
  const decisions = await decisionsIn(
    database,
    mine && theirs && theirs < mine ? at(mine, '00:00') : first,
    mine && theirs && mine < theirs ? at(theirs, '00:00') : last,
  );
  return {
    ...headOf(drafting),
    to,
    name,
    at: when,
    place,
    agenda: topics.map((topic) => ({ topic })),
    decisions: decisions.map(({ text, township, unit, due }) => ({
      matter: text,
      owner: township ? (directory.townships.get(township)?.name ?? township) : unit && unitTitles[unit],
      until: due,
    })),
  };
};

/** Day and place of a meeting as they were told in its time; in March there are two (P1.0-MEET-MAR, P6.R-JOINT). */
const convenedFor = async (
  meeting: keyof typeof MEETINGS,
  { period, database }: Drafting,
): Promise<string | null> => detailOf(database, MEETINGS[meeting].convene, ...spanOf(meeting, period));

const dayTold = (convened: string | null, period: Day): Day | null => {
  const [, month = '', date = ''] = /(\d{1,2})月(\d{1,2})日/.exec(convened ?? '') ?? [];
  return month ? `${period.slice(0, 4)}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : null;
};

/** The instants between which a meeting's matters fall: the month of the annual one, the quarter of the joint one. */
const spanOf = (meeting: keyof typeof MEETINGS, day: Day): [Instant, Instant] => {
  const { months } = MEETINGS[meeting];
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % months);
  const of = (number: number): Day => `${day.slice(0, 4)}-${String(number).padStart(2, '0')}-01`;
  return [at(of(first), '00:00'), at(lastOfMonth(of(first + months - 1)), '24:00')];
};
