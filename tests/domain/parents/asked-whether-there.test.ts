import { expect, test } from 'vitest';
import { asksWhetherThere } from '../../../domain/parents/asked-whether-there.ts';

test.each(['她在学校啊？', '他到学校了吗', '娃娃到学校没有', '张伟来了吗', '孩子在不在教室', '娃娃格在学校'])(
  '“%s” asks whether the child is there',
  (text) => {
    expect(asksWhetherThere(text)).toBe(true);
  },
);

test.each([
  '娃娃送到学校了',
  '在路上了',
  '他早上七点就去学校了啊',
  '今天几点到学校？',
  '明天要来学校吗？',
  '我能来学校看他吗？',
  '怎么去学校？',
  '孩子发烧了，不来学校',
])('“%s” does not', (text) => {
  expect(asksWhetherThere(text)).toBe(false);
});
