import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { putNotices } from '../../prisma/stores/notice-store.ts';
import { audit } from '../../workers/audit.ts';
import { deliverDue } from '../../workers/deliver.ts';
import type { RunDependencies } from '../../workers/run-until.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';

let town: Field;
let troubles: string[];

afterEach(closeFields);
beforeEach(async () => {
  town = await Field.open();
  town.now = at(MONDAY, '10:00');
  troubles = [];
});

const item = (title: string): Notice['items'][number] => ({
  ...{ rule: 'P1.2-POST', title, about: { class: 'c31' }, subject: '三(1)班' },
  ...{ duty: null, due: null, actor: null, note: null, how: null },
});

const notice = (key: string, given: Partial<Notice> = {}): Notice => ({
  ...{ key, to: 'wang', role: 'homeroom_teacher', kind: 'notice', words: 'told', rules: ['P1.2-POST'] },
  ...{ matter: key, items: [item(key)], options: [], values: {}, at: town.now, sendAt: town.now },
  ...{ urgent: false, late: false, duties: [], file: null },
  ...given,
});

/** A paper that cannot be made, with what else waits for the same person. */
const waitingBeside = (broken: Partial<Notice>): Promise<void> =>
  putNotices(town.database, [notice('before'), notice('broken', broken), notice('after', { urgent: true })]);

const dependencies = (more: Partial<RunDependencies> = {}): RunDependencies => ({
  ...town.dependencies(),
  onTrouble: (what) => troubles.push(what),
  ...more,
});

const makesNoFile = {
  makeFile: async () => {
    throw new Error('no such paper');
  },
};

const states = async (): Promise<Record<string, string>> => {
  const rows = await town.database.notice.findMany();
  return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
};

const halfAMinute = () =>
  town.database.$executeRaw`UPDATE notice SET claimed_at = claimed_at - interval '31 seconds'`;

const FILE = { is: 'workbook', workbook: 'cases', area: {}, reader: 'wang', asked: 0 } as const;

test('a file that cannot be made keeps nothing else back; then the words go without it, and say so', async () => {
  await waitingBeside({ kind: 'document', file: FILE });
  await deliverDue(null, town.now, dependencies(makesNoFile));
  expect(await states()).toEqual({ before: 'sent', broken: 'sending', after: 'sent' });
  expect(troubles).toEqual(['file']);
  await halfAMinute();
  await deliverDue(null, town.now, dependencies(makesNoFile));
  expect(await states()).toMatchObject({ broken: 'sent' });
  expect(town.inboxes.delivered.at(-1)).toMatchObject({ key: 'broken', file: null });
  expect(town.inboxes.delivered.at(-1)?.text).toContain('附件没做出来');
});

test('a file that is made the second time goes as ever', async () => {
  await waitingBeside({ kind: 'document', file: FILE });
  await deliverDue(null, town.now, dependencies(makesNoFile));
  await halfAMinute();
  await deliverDue(null, town.now, dependencies({ makeFile: async () => 'made' }));
  expect(town.inboxes.delivered.at(-1)).toMatchObject({ key: 'broken', file: { id: 'made' } });
  expect(town.inboxes.delivered.at(-1)?.text).not.toContain('附件没做出来');
});

test('what cannot be said keeps nothing else back, is told above in the end, and stays in sight', async () => {
  await waitingBeside({ words: 'no such words' });
  await deliverDue(null, town.now, dependencies());
  expect(await states()).toEqual({ before: 'sent', broken: 'sending', after: 'sent' });
  expect(troubles).toEqual(['words']);
  await halfAMinute();
  await deliverDue(null, town.now, dependencies());
  expect(await states()).toMatchObject({ broken: 'unknown' });
  expect((await audit(town.database, town.now)).map(({ what }) => what)).toEqual(['unknown_sending']);
  await deliverDue(null, town.now, dependencies());
  const [told] = town.inboxes.delivered.filter(({ to }) => to === 'zhao');
  expect(told?.text).toContain('【没送到】');
  expect(told?.text).not.toContain('企业微信账号');
});

test('of what waited together only what cannot be said is left out of the digest', async () => {
  const waited = { at: at(MONDAY, '07:00'), sendAt: town.now };
  await putNotices(town.database, [
    notice('one', waited),
    notice('two', { ...waited, words: 'no such words' }),
    notice('three', waited),
  ]);
  await deliverDue(null, town.now, dependencies());
  expect(await states()).toEqual({ one: 'sent', two: 'sending', three: 'gathered' });
});

test('a telephone that cannot be opened is left out', async () => {
  await town.says('wang', '三(1)班应到6实到5，张伟没来');
  await town.database.$executeRaw`UPDATE notice SET state = 'pending' WHERE role = 'guardian'`;
  town.inboxes.delivered.length = 0;
  const phonesOf = async () => {
    throw new Error('another key');
  };
  await deliverDue(null, town.now, dependencies({ phonesOf }));
  expect(await town.database.notice.count({ where: { role: 'guardian', state: 'sent' } })).toBe(1);
  expect(troubles).toEqual(['phones']);
});
