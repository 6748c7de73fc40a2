import { expect, test } from 'vitest';
import { amrSeconds, recordingProblem } from '../../templates/recording.ts';
import { amr } from '../support/amr.ts';

test('a recording is as long as its frames of 20 ms', () => {
  expect(amrSeconds(amr(1))).toBe(0.02);
  expect(amrSeconds(amr(50))).toBe(1);
});

test.each([
  ['a minute', amr(3000), null],
  ['a frame more than a minute', amr(3001), '录音61秒，企业微信最多60秒'],
  ['one that breaks off', amr(50).subarray(0, -1), '录音不是完整的AMR文件（企业微信只收AMR）'],
  ['nothing but the head', Buffer.from('#!AMR\n'), '录音不是完整的AMR文件（企业微信只收AMR）'],
  ['another kind of file', Buffer.from('RIFF....WAVE'), '录音不是完整的AMR文件（企业微信只收AMR）'],
  ['more than WeCom takes', Buffer.alloc(2 * 1024 * 1024 + 1), '录音2097153字节，企业微信最多2MB'],
])('%s', (_, content, problem) => {
  expect(recordingProblem(content)).toBe(problem);
});
