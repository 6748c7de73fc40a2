import { expect, test } from 'vitest';
import { cameAlong, type Known, namedAlong } from '../../../domain/conversation/came-along.ts';

const KNOWN: Known[] = [
  { name: '孙副镇长', line: 'township' },
  { name: '何光明', line: 'township' },
  { name: '冯主任', line: 'school' },
];

test.each([
  ['和孙副镇长一起去劝返马建平，家长不同意', ['township']],
  ['会同镇村干部劝返马建平', ['township']],
  ['联合镇政府、派出所上门劝返', ['township']],
  ['村干部带路，家里没人', ['township']],
  ['我和村干部一道上门，孩子妈妈答应', ['township']],
  ['今天和何光明去了马建平家', ['township']],
  ['和冯主任、罗支书去马建平家劝返', ['school', 'township']],
  ['班主任家访了马建平', ['school']],
  ['李老师也去了', ['school']],
  ['和孙副镇长一起上门讲了义务教育法', ['township']],
  ['家长答应送学校去', []],
  ['劝返马建平，家长不同意', []],
  ['劝返马建平，明天和镇上一起再去', []],
  ['没和镇上一起', []],
  ['跟村干部说了情况', []],
  ['家长说老师来过也没用', []],
  ['孩子跟村里人去打工了', []],
  ['孩子到镇上去了', []],
  ['送孩子到学校去了', []],
  ['家在村口，和他爸爸谈了', []],
])('who came along: %s', (text, lines) => {
  expect(cameAlong(text, KNOWN)).toEqual(lines);
});

test.each([
  ['罗支书', ['township']],
  ['孙副镇长、李老师', ['school', 'township']],
  ['自己去的', []],
])('who is named as having come: %s', (text, lines) => {
  expect(namedAlong(text, KNOWN)).toEqual(lines);
});
