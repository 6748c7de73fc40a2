import { describe, expect, test } from 'vitest';
import { readFileRequest, readPaperStep } from '../../../domain/conversation/file-request.ts';

const NAMES = ['一生一案', '档案', '台账', '周报', '派单', '初报', '劝返交通补助', '教师责任书', '责任书'];

describe('what asks for a file', () => {
  test.each([
    ['发我台账', '台账', ''],
    ['请把张伟的档案发给我。', '档案', '张伟'],
    ['一生一案 张伟', '一生一案', '张伟'],
    ['一生一案：三(1)班张伟', '一生一案', '三(1)班张伟'],
    ['打印张伟的一生一案', '一生一案', '张伟'],
    ['起草一份周报', '周报', ''],
    ['帮我起草三(1)班的教师责任书', '教师责任书', '三(1)班'],
    ['将张伟的派单打印一下', '派单', '张伟'],
    ['导出劝返交通补助', '劝返交通补助', ''],
  ])('%s', (text, called, who) => {
    expect(readFileRequest(text, NAMES)).toEqual({ called, who });
  });

  test.each(['张伟的档案', '台账已经填好了', '周报写完了', '发我一下', '张伟没来，把台账补上'])(
    'not: %s',
    (text) => {
      expect(readFileRequest(text, NAMES)).toBeNull();
    },
  );
});

describe('what tells of a step', () => {
  test.each([
    ['周报已签字', '周报', '', 'signed', ''],
    ['张伟的初报已经送出了 汤校〔2026〕3号', '初报', '张伟', 'sent', '汤校〔2026〕3号'],
    ['张伟的派单已签收，签收人：李主任', '派单', '张伟', 'receipted', '李主任'],
    ['周报核对好了', '周报', '', 'checked', ''],
  ])('%s', (text, called, who, step, detail) => {
    expect(readPaperStep(text, NAMES)).toEqual({ called, who, step, detail });
  });

  test.each([
    '周报要签字',
    '周报谁签收',
    '已签字',
    '张伟的派单送出去没有',
    '转告张伟工作组：周报已签字',
    '周报已签收，是吗？',
  ])('not: %s', (text) => {
    expect(readPaperStep(text, NAMES)).toBeNull();
  });
});
