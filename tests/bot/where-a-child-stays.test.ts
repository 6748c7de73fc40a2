/** Where a child stays, as offices tell it in their own words, is what the dispatch is decided by (P4.R1-JURIS, policy.md §6.4). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';

let town: Field;
const stays = async () =>
  (await town.file('c31-1'))?.stays.map(({ where, place }) => [
    where.kind === 'township' ? where.township : where.kind,
    place,
  ]);
const circumstances = async () => (await town.file('c31-1'))?.family?.circumstances ?? [];

beforeEach(async () => {
  town = await Field.open();
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
});
afterEach(closeFields);

describe.each(['zhou', 'sun'])('%s', (who) => {
  test.each([
    ['张伟现在在广东东莞', '广东东莞'],
    ['张伟现在在外省广东东莞', '外省广东东莞'],
    ['张伟去向：广东省东莞市', '广东省东莞市'],
    ['张伟现在在昆明', '昆明'],
    ['张伟在广东省东莞市一家电子厂', '广东省东莞市一家电子厂'],
    ['张伟现在在浙江，跟他爸妈一起', '浙江'],
    ['张伟全家搬到昆明去了', '昆明'],
    ['张伟去浙江打工了', '浙江'],
  ])('“%s”', async (text, place) => {
    expect(await town.says(who, text)).toContain('已记');
    expect(await stays()).toEqual([['outside', place]]);
  });
});

test('with whom and what for is told beside the place', async () => {
  await town.says('sun', '张伟现在在浙江，跟他爸妈一起');
  expect(await circumstances()).toEqual(['migrating']);
});

test.each([
  '张伟不在广东',
  '张伟去年在广东',
  '听说张伟在广东',
  '张伟现在在广东吗',
  '张伟在北京路',
  '张伟去汤丹镇了',
  '张伟妈妈在广东',
  '张伟在广东，已经联系上家长了',
])('“%s” tells no place of the child', async (text) => {
  await town.says('sun', text);
  expect((await stays()) ?? []).toEqual([]);
});

test('the reason of a dispatch tells it where nobody had', async () => {
  await town.goTo('2026-09-16 15:30');
  await town.says('wang', '张伟已上报救助平台，工单号2026091601');
  const reply = await town.says('zhou', '张伟派单给汤丹镇，理由：在广东务工，户籍在汤丹');
  expect(reply).toContain('已记');
  expect(reply).not.toContain('还不知道孩子在哪里');
  expect(await stays()).toEqual([['outside', '广东务工']]);
});
