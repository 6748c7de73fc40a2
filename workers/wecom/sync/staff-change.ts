import type { Register, Wanted } from '../../../domain/people/register.ts';
import { bookParts } from '../../../templates/directory.ts';
import type { WecomApi } from '../api.ts';
import { bearersIn } from '../bearers.ts';
import { readStaffBook, readStaffDepartments, readTags } from '../book-readings.ts';
import { directoryApi } from '../directory-api.ts';
import { STAFF_POSTS, staffPart, staffTree } from '../staff-book.ts';
import { type BookChange, type Books, unlessGone } from './books.ts';
import type { SyncReport } from './keeping.ts';
import { openPlaces, type Standing, wantedBy, whole } from './wanted.ts';

/** One member of the staff again, with the posts that departments and tags give. */
export const memberAgain = async (
  { posts, tagIds, save }: Books,
  api: WecomApi,
  { id, newId }: BookChange,
): Promise<SyncReport> => {
  const notes: string[] = [];
  const book = directoryApi(api);
  const userid = (newId ?? id).toLowerCase();
  const member = await unlessGone(() => book.member(userid), bookParts.members, notes);
  if (member === 'refused') return save(({ base }) => base, notes);
  const departments = await readStaffDepartments(book, notes);
  if (!departments) return save(({ base }) => base, notes);
  const tags = await readTags(book, tagIds, notes);
  const tree = staffTree(departments, posts);
  return save((standing) => {
    const at = newId ? renamed(standing, id.toLowerCase(), userid) : standing;
    const person = at.bearers.member(userid);
    const rest = withoutMember(at.base, person);
    if (!member) return { ...rest, posts: rest.posts.filter((post) => post.person !== person) };
    const where = { schools: openPlaces(at, 'school'), district: at.district, bearers: at.bearers };
    const part = staffPart({ members: [member], tags }, tree, posts, where);
    return whole(at, {
      ...rest,
      people: [...rest.people, ...part.people],
      posts: [...rest.posts, ...part.posts],
      accounts: [...rest.accounts, ...part.accounts],
    });
  }, notes);
};

/** The whole staff again: a department or a tag may have moved anybody. */
export const staffAgain = async ({ posts, tagIds, save }: Books, api: WecomApi): Promise<SyncReport> => {
  const notes: string[] = [];
  const staff = await readStaffBook(api, tagIds, notes);
  return save(
    (standing, marks) => wantedBy(standing, { school: null, staff, admins: [] }, posts, marks, notes),
    notes,
  );
};

const withoutMember = (base: Wanted, member: string): Wanted => ({
  ...base,
  people: base.people.filter(({ id }) => id !== member),
  posts: base.posts.filter(({ person, source }) => person !== member || source !== STAFF_POSTS),
  accounts: base.accounts.filter(({ channel, person }) => channel !== 'member' || person !== member),
});

/** The same with a member's account under its new userid: the person stays who they were. */
const renamed = (standing: Standing, id: string, newId: string): Standing => {
  const accounts = standing.current.accounts.map((row) =>
    row.channel === 'member' && row.id === id ? { ...row, id: newId } : row,
  );
  const current: Register = { ...standing.current, accounts };
  return { ...standing, current, bearers: bearersIn(current) };
};
