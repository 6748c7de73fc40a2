import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { putNotices } from '../../prisma/stores/notice-store.ts';
import type { Channel } from '../../workers/channel.ts';
import { deliverDue } from '../../workers/deliver.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';

const TUESDAY = '2026-09-15';
const MOTHER = 'g-c31-1';

let town: Field;

afterEach(closeFields);
beforeEach(async () => {
  town = await Field.open();
  town.now = at(MONDAY, '20:50');
});

const put = (key: string, given: Partial<Notice> = {}): Promise<void> =>
  putNotices(town.database, [
    {
      ...{ key, to: MOTHER, role: 'guardian', kind: 'notice', words: 'parents/L3', rules: ['P3.1-VISIT-3D'] },
      ...{ matter: key, options: [], at: town.now, sendAt: town.now, urgent: false, late: false },
      items: [
        {
          ...{ rule: 'P3.1-VISIT-3D', title: '', about: { student: 'c31-1' }, subject: '张伟' },
          ...{ duty: null, due: null, actor: null, note: null, how: null },
        },
      ],
      ...{ values: { child: '张伟', class: '三(1)班' }, duties: [], file: null },
      ...given,
    },
  ]);

const keys = (): string[] => town.inboxes.delivered.map(({ key }) => key);

test('what a limit or an outage has held into the night waits for the morning', async () => {
  await put('text');
  const limited: Channel = { deliver: async ({ at: now }) => ({ kind: 'later', at: now + 3_600_000 }) };
  await deliverDue(null, town.now, town.dependencies(limited));
  for (const time of ['21:50', '23:40']) await deliverDue(null, at(MONDAY, time), town.dependencies());
  await deliverDue(null, at(TUESDAY, '06:59'), town.dependencies());
  expect(keys()).toEqual([]);
  await deliverDue(null, at(TUESDAY, '07:00'), town.dependencies());
  expect(keys()).toEqual(['text']);
});

test('the search for a child, and what answers a parent, wait for no morning', async () => {
  await put('urgent', { urgent: true });
  await put('reply', { kind: 'reply' });
  await put('text');
  await put('office', { to: 'zhao', role: 'academic_office', words: 'told' });
  await deliverDue(null, at(MONDAY, '21:30'), town.dependencies());
  expect(keys().toSorted()).toEqual(['office', 'reply', 'urgent']);
});

test('who is asked this morning where the child is, is not asked so the next day', async () => {
  town.now = at(MONDAY, '07:55');
  await town.says('wang', '三(1)班应到10实到9，张伟没来');
  await town.database.$executeRaw`
    UPDATE notice SET state = 'pending', sent_at = NULL WHERE role = 'guardian' AND kind <> 'reply'`;
  town.inboxes.delivered.length = 0;
  await deliverDue([MOTHER], at(TUESDAY, '07:30'), town.dependencies());
  expect(keys()).toEqual([]);
  const [row] = await town.database.notice.findMany({ where: { recipient: MOTHER, role: 'guardian' } });
  expect(row?.state).toBe('dropped');
});
