import { afterEach, expect, test } from 'vitest';
import { closeFields, Field } from '../support/field.ts';
import { fieldCounty } from '../support/field-county.ts';

afterEach(closeFields);

test('whoever may not look at a case, whatever for, is asked for no purpose', async () => {
  const county = fieldCounty();
  const cadre = { person: 'yan', role: 'group_cadre' as const, unit: 'v1', from: '2026-09-01', until: null };
  const town = await Field.open({
    ...county,
    people: [...county.people, { id: 'yan', name: '晏组长' }],
    posts: [...county.posts, cadre],
  });
  expect(await town.says('yan', '张伟的情况')).toContain('不在您的岗位能看的范围里');
  expect(await town.says('yan', '待办')).toBe('您现在没有要办的事。');
});

test('what tells of a child, or asks for something else, is no purpose: nothing is opened by it', async () => {
  const town = await Field.open();
  for (const day of ['14', '15', '16']) {
    await town.goTo(`2026-09-${day} 08:10`);
    await town.says('he', '马建平旷课');
  }
  await town.goTo('2026-09-17 09:00');
  for (const text of ['马建平家搬到昆明去了，要重新派单', '请把通报发我看看', '马建平他爸爸住院了']) {
    expect(await town.says('zhou', '发我台账')).toContain('请说明用途');
    await town.says('zhou', text);
    expect(town.inboxes.delivered.filter(({ to, file }) => to === 'zhou' && file !== null)).toEqual([]);
  }
  expect(await town.says('zhou', '发我台账')).toContain('请说明用途');
  expect(await town.says('zhou', '核对马建平劝返情况')).not.toContain('请说明用途');
});
