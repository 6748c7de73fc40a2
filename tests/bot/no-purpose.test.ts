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
