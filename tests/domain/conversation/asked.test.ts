import { expect, test } from 'vitest';
import { isAsked } from '../../../domain/conversation/asked.ts';

test.each([
  '平台报了？',
  '平台报了吗',
  '派出所报了么。',
  '派单接了嘛',
  '转出办好没有',
  '核实了没',
  '我明天能不能请假',
  '是否已经受理',
  '可不可以明天去查',
])('asked: %s', (text) => {
  expect(isAsked(text)).toBe(true);
});

test.each([
  '平台报了，编号2026091601',
  '核实了，不知道去哪了',
  '核实了，没有',
  '没什么问题',
  '已经查了，没有用童工',
])('told: %s', (text) => {
  expect(isAsked(text)).toBe(false);
});
