import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../domain/conversation/question.ts';

const TWO = ['张伟', '张丽'];

describe('reading an answer to “which one?”', () => {
  test.each([
    ['1', { kind: 'choice', index: 0 }],
    ['2。', { kind: 'choice', index: 1 }],
    ['第二个', { kind: 'choice', index: 1 }],
    ['二', { kind: 'choice', index: 1 }],
    ['张丽', { kind: 'choice', index: 1 }],
    ['0', { kind: 'none' }],
    ['都不是', { kind: 'none' }],
    ['算了', { kind: 'cancel' }],
    ['全部', { kind: 'all' }],
    // Beyond the options, or not an option at all: words, never a guess.
    ['3', { kind: 'words', text: '3' }],
    ['是的', { kind: 'words', text: '是的' }],
    ['张', { kind: 'words', text: '张' }],
    ['张伟来了，张丽没来', { kind: 'words', text: '张伟来了，张丽没来' }],
  ])('%s', (said, answer) => {
    expect(readAnswer(said, TWO)).toEqual(answer);
  });

  test('“是的” is an answer only where there is one thing to agree to', () => {
    expect(readAnswer('是的', ['停课'])).toEqual({ kind: 'choice', index: 0 });
  });
});
