/** 分清类别 told in the chat: by whom, how it is asked back, and where it shows (P3.1-REPORT-7D, §7.3, P6.R-TOPICS). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSecrets } from '../../prisma/secrets.ts';
import { paperById, paperPlace } from '../../prisma/stores/paper-store.ts';
import { draftPaper } from '../../workers/documents/draft.ts';
import { closeFields, Field } from '../support/field.ts';
import { threeMornings } from '../support/mornings.ts';

const SECRETS = openSecrets(Buffer.alloc(32, 5));
const SORTED = { reason: '外出务工', whereabouts: '外地务工', willingness: '拒绝(学生)' };
let field: Field;

/** 张伟 is gone from Monday on, and on Wednesday afternoon the case is open. */
beforeEach(async () => {
  field = await Field.open();
  await threeMornings(field, '07:50', [['wang', '三(1)班应到10实到9，张伟没来']]);
  await field.goTo('2026-09-16 17:00');
});
afterEach(closeFields);

const category = async () => (await field.file('c31-1'))?.category;
const duty = () => field.duties('P3.1-REPORT-7D/category');

test.each(['wang', 'zhao', 'qian', 'sun'])('%s sorts the case in one sentence', async (person) => {
  expect(await duty()).toEqual(['P3.1-REPORT-7D/category c31-1 open']);
  const reply = await field.says(person, '张伟类别：外出务工，外地，不愿返校');
  expect(reply).toContain('已记：分清类别');
  expect(reply).toContain('原因：外出务工；去向：外地务工；意愿：拒绝(学生)');
  expect(await category()).toEqual(SORTED);
  expect(await duty()).toEqual(['P3.1-REPORT-7D/category c31-1 done']);
});

test('what is told in part is kept, and the reply says what is still wanting', async () => {
  expect(await field.says('wang', '三(1)班张伟类别打工')).toContain('去向还没说；意愿还没说');
  expect(await duty()).toEqual(['P3.1-REPORT-7D/category c31-1 open']);
  await field.says('zhao', '张伟归类为外地务工，不愿返校');
  expect(await category()).toEqual(SORTED);
});

test('a word that fits nothing is asked back with the numbered list, and numbers answer it', async () => {
  const asked = await field.says('wang', '张伟类别：外地，说是出去玩了');
  expect(asked).toContain('对不上类别');
  expect(asked).toMatch(/原因：1厌学\/学习困难[\s\S]*3外出务工[\s\S]*去向：14在家[\s\S]*意愿：21愿返/);
  expect(await category()).toBeNull();
  expect(await field.says('wang', '3、18、23')).toContain('已记：分清类别');
  expect(await category()).toEqual(SORTED);
});

test('the duty asks before the seventh day, and its reply shows the list', async () => {
  await field.goTo('2026-09-20 18:00');
  expect(field.news('wang').join('\n')).toContain('分清类别');
  expect(await field.says('wang', '类别')).toContain('3外出务工');
  await field.says('wang', '3 18 23');
  expect(await category()).toEqual(SORTED);
});

test('a village cadre does not sort cases, and of a child without a case nothing is kept', async () => {
  expect(await field.says('luo', '张伟类别：外出务工，外地，不愿返校')).not.toContain('已记');
  expect(await category()).toBeNull();
  expect(await field.says('wang', '李思雨类别：厌学，在家，犹豫')).toContain('没有在办的个案');
});

test('D2 says the three, also when they are told after it was drafted and before it is signed', async () => {
  await field.goTo('2026-09-20 09:00');
  const dependencies = { database: field.database, secrets: SECRETS, county: field.county };
  const about = { student: 'c31-1' };
  const draft = () =>
    draftPaper({ is: 'paper', paper: 'D2', about, period: 'case-0' }, field.now, dependencies);
  const said = async () => {
    const id = await draft();
    const kept = await paperById(field.database, id);
    return kept && JSON.parse(SECRETS.open(kept.fields, paperPlace(id)));
  };
  const before = await said();
  expect(before.category).toBeNull();
  await field.says('qian', '张伟类别：外出务工，外地，不愿返校');
  expect(await said()).toMatchObject({ category: SORTED, number: before.number });
  await field.says('qian', '张伟的续报已签字');
  await field.says('zhao', '张伟类别：厌学');
  expect(await said()).toMatchObject({ category: SORTED });
});

test('P6.R-TOPICS: the topics count the reasons, and a circumstance where no reason was told', async () => {
  expect(await field.says('zhou', '议题')).toContain('使用未成年学生务工：在办0人');
  await field.says('wang', '张伟情况：在外打工');
  const topics = await field.says('zhou', '议题');
  expect(topics).toContain('使用未成年学生务工：在办1人');
  expect(topics).not.toContain('没有分清类别');
  await field.says('wang', '张伟类别：早婚早育，在家，犹豫');
  const sorted = await field.says('zhou', '议题');
  expect(sorted).toContain('防范打击早婚早育：在办1人');
  expect(sorted).toContain('使用未成年学生务工：在办0人');
});
