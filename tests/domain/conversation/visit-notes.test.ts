import { describe, expect, test } from 'vitest';
import {
  isChildAnswer,
  readChildAnswer,
  saidWhere,
  visitNotes,
} from '../../../domain/conversation/visit-notes.ts';

describe('what a report of a visit tells beside its result', () => {
  test.each<[string, object]>([
    ['今天家访了张伟，见到奶奶，孩子说不想读了', { child: '不想读了', met: '奶奶' }],
    [
      '今天和蒋副镇长、村里一起到张伟家劝返，孩子说读不进去，不想读了',
      { child: '读不进去，不想读了', people: '蒋副镇长、村里', place: '张伟家' },
    ],
    ['第三次劝返张伟，张伟说：想去打工，妈妈不同意', { child: '想去打工' }],
    // What others tell of the child is not its own word.
    ['今晚去张伟家家访，爷爷在家，说孩子跟表哥去县城洗车了', { met: '爷爷', place: '张伟家' }],
    ['家访张伟，奶奶说孩子说不想读', {}],
    ['家访张伟，孩子不在家，奶奶答应劝', { unheard: '孩子不在家' }],
    ['家访张伟，没见到孩子，门锁着', { unheard: '没见到孩子' }],
    ['家访张伟，孩子不肯说话', { unheard: '孩子不肯说话' }],
    ['第二次宣传教育张伟，讲了义务教育法，孩子不肯回来', {}],
  ])('%s', (text, notes) => {
    expect(visitNotes(text, '张伟')).toEqual(notes);
  });
});

describe('the answer to what the child said', () => {
  test.each<[string, object | null]>([
    ['孩子说想去打工挣钱', { child: '想去打工挣钱' }],
    ['他说不想读了', { child: '不想读了' }],
    ['“读不进去”', { child: '读不进去' }],
    ['想学汽修', { child: '想学汽修' }],
    ['没见到人，在外婆家', { unheard: '没见到人，在外婆家' }],
    ['原因：孩子住院', { unheard: '孩子住院' }],
    // Empty only with a reason (policy §11.6).
    ['没有', null],
    ['跳过', null],
    ['算了', null],
    ['0', null],
  ])('%s', (text, notes) => {
    expect(readChildAnswer(text, '张伟')).toEqual(notes);
  });

  test.each<[string, boolean]>([
    ['孩子说想去打工', true],
    ['没见到，去外婆家了', true],
    ['张伟责任教师李老师', false],
    ['平台已登记', false],
    ['1', false],
  ])('%s is one by its own words: %s', (text, is) => {
    expect(isChildAnswer(text, '张伟')).toBe(is);
  });
});

test.each([
  ['爷爷在家，说孩子跟表哥去县城洗车了，父母在浙江打工', '孩子跟表哥去县城洗车了'],
  ['没见到人，张伟在县城车行做工', '张伟在县城车行做工'],
  ['今天到张伟家家访，妈妈说再劝几天', null],
  ['今天到张伟家家访，孩子说跟不上课，怕丢人', null],
  ['孩子跟不上课', null],
  ['孩子在家里，不肯出来', null],
  ['孩子今天到学校了', null],
])('where “%s” says that the child is', (text, where) => {
  expect(saidWhere(text, '张伟')).toBe(where);
});
