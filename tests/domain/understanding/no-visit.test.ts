import { describe, expect, test } from 'vitest';
import { publicSchoolDays } from '../../../bot/public-school-days.ts';
import { understand } from '../../../domain/understanding/index.ts';
import type { SpeakerRole } from '../../../domain/understanding/types.ts';

const calendar = publicSchoolDays();
const classes = [{ name: '七(1)班', students: ['马建平', '段国兴', '张伟', '缪泽宇'] }];

const heard = (text: string, role: SpeakerRole = 'academic_office', earlier: readonly string[] = []) =>
  understand(
    { text, earlier, classes, sender: { role }, now: Date.parse('2026-10-14T15:30:00+08:00') },
    calendar,
  );

const visited = (text: string): string[] =>
  (heard(text).visits ?? []).map(({ student, result }) => `${student} ${result}`);

describe('nobody went, and no visit is told', () => {
  test.each([
    '段国兴那个我喊范老师去家访了',
    '段国兴我已经安排范老师去家访',
    '派范老师去段国兴家走访',
    '让班主任去段国兴家家访了',
    '安排范老师家访段国兴',
    '我叫范老师去劝返段国兴了',
    '段国兴还没去家访',
    '段国兴没去成家访',
    '段国兴家访计划明天做',
    '段国兴家访记错了，没有去',
    '马建平劝返工作组：卫校长、冯主任、郭老师、蒋副镇长、罗主任',
    '马建平这个要不要责令改正',
    '马建平回学校了，责令改正还要不要继续',
    '缪泽宇家长想让老师上门教',
    '缪泽宇是残疾，走不动路，家长想让他在家，老师上门教',
    '张伟，他爷爷奶奶带着，爹妈都不在，没人管',
    '马建平送教上门',
    '马建平送教上门怎么办',
    '马建平定了送教上门，每周两次，9月21日开始，许老师负责',
  ])('%s', (text) => {
    expect(heard(text).act).not.toMatch(/visit|persuasion/);
  });

  test.each(['不送孩子上学违反哪条法律', '不送孩子读书是不是违法', '不送孩子上学犯法不'])(
    'after a persuasion too: %s',
    (text) => {
      expect(heard(text, 'township_officer', ['劝返马建平，家长不同意']).act).not.toMatch(/visit|persuasion/);
    },
  );
});

describe('somebody went', () => {
  test.each([
    ['我喊范老师一起去段国兴家家访了，没人在家', '段国兴 not_met'],
    ['喊了村干部一起去段国兴家家访，家长同意返校', '段国兴 promised'],
    ['段国兴派人去家访过了，家里没人', '段国兴 not_met'],
    ['劝返工作组去段国兴家了，家里没人', '段国兴 not_met'],
    ['我叫范老师去劝返段国兴，没劝动', '段国兴 refused'],
    ['教务处安排我去段国兴家家访了', '段国兴 other'],
    ['校长让我去家访段国兴，他妈妈答应周一送来', '段国兴 promised'],
    ['我请村干部带路去段国兴家家访了', '段国兴 other'],
    ['家访段国兴，家长要求老师上门辅导', '段国兴 other'],
    ['今天劝返段国兴，让他妈妈明天送来', '段国兴 promised'],
    ['家访马建平，问他违反哪条法律他说不晓得', '马建平 other'],
    ['段国兴家访了，要不要再去一次', '段国兴 other'],
  ])('%s', (text, told) => {
    expect(visited(text)).toEqual([told]);
  });
});

test('what there is of something is no child that is there', () => {
  expect(heard('马建平按现有岗位登记').entries ?? []).toEqual([]);
  expect(heard('现有41人', 'homeroom_teacher')).toMatchObject({ act: 'report', present: 41 });
});
