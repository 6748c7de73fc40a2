import { expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { Directory, type Post } from '../../domain/people/directory.ts';
import type { Role } from '../../domain/people/roles.ts';
import { administratorNotices } from '../../workers/administrators.ts';
import { TOWN } from '../support/town.ts';

const NOW = at('2026-09-14', '08:05');
const NEWS = { code: '60020', words: 'trouble', values: { say: '请填白名单', code: '60020' }, turn: 'once' };

const post = (role: Role, person: string): Post => ({
  ...{ role, person, unit: TOWN.district.id, from: '2026-09-01', until: null },
});

const told = (posts: readonly Post[], leaves = TOWN.leaves): string[] => {
  const others = TOWN.posts.filter(({ unit }) => unit !== TOWN.district.id);
  const directory = new Directory({ ...TOWN, leaves, posts: [...others, ...posts] });
  return administratorNotices({ directory }, NOW, NEWS).map(({ to, role }) => `${role} ${to}`);
};

const officer = post('bureau_officer', 'zhou');
const head = post('bureau_head', 'deng');

test('every administrator is told, and nobody else', () => {
  const posts = [post('administrator', 'li'), post('administrator', 'xu'), officer, head];
  expect(told(posts)).toEqual(['administrator li', 'administrator xu']);
});

test('a fresh corp has named none: the bureau’s officer is told, else its head', () => {
  expect(told([officer, head])).toEqual(['bureau_officer zhou']);
  expect(told([head])).toEqual(['bureau_head deng']);
  expect(told([])).toEqual([]);
});

test('so too while the only administrator is on leave without a deputy', () => {
  const away = { person: 'li', from: '2026-09-14', until: '2026-09-14', deputy: null };
  expect(told([post('administrator', 'li'), officer], [away])).toEqual(['bureau_officer zhou']);
});
