import { type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';
import { posts } from '../../domain/people/roles.ts';
import type { FieldsOf } from '../../templates/papers/catalogue.ts';
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

/** D13: the annual meeting in March (P1.0-MEET-MAR), else the joint conference (P6.R-JOINT) with its standing agenda. */
export const meeting = async (drafting: Drafting): Promise<FieldsOf<'D13-1'>> => {
  const { name, topics, to } = meetingName(drafting.period);
  return {
    ...headOf(drafting),
    to,
    name,
    agenda: topics.map((topic) => ({ topic })),
    decisions: [],
  };
};
