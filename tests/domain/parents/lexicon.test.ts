import { describe, expect, test } from 'vitest';
import { type LexiconData, lexiconOf, lexiconSchema, MEANINGS } from '../../../domain/parents/lexicon.ts';
import { readGuardian } from '../../../domain/parents/reading.ts';

const meanings = {
  ...Object.fromEntries(MEANINGS.map((meaning) => [meaning, { says: '别的话' }])),
  ill: { says: '{身体}{,2}{疼}', of: ['child', 'nobody'], unless: '头疼的题', hides: ['leave'] },
  leave: { says: '请{,2}假', even: ['asked'] },
  delete: { says: '{删}+{资料}-聊天', even: ['asked', 'past'] },
};
const data = (change: object = {}): unknown => ({
  dialect: { 头: '脑壳 脑阔' },
  words: {
    孩子: '他 孩子',
    亲人: '{孩子}?(爸|奶奶)',
    身体: '头 肚子',
    疼: '疼 痛',
    删: '删 抹掉',
    资料: '资料 信息',
  },
  by_sound: '请假',
  all: '两个都',
  siblings: '我弟 弟弟',
  grammar: {
    negates: '没有(说)? 不',
    negates_after: '{,4}的是{亲人}',
    asks: '？',
    supposes: '如果',
    past: '以前',
    present: '现在',
    asks_at_end: '吗',
    asks_from: '能',
    actors: {
      child: '{孩子}',
      guardian: '我',
      parent: '{孩子}?爸',
      reader: '您',
      school: '老师',
      pupils: '同学',
      other: '{孩子}?奶奶',
    },
    beside: '跟 给',
    passes_on: '说',
  },
  meanings,
  ...change,
});
const problemsOf = (change: object): string[] =>
  lexiconSchema
    .safeParse(data(change))
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe("a county's words are checked before anything is read with them", () => {
  test.each([
    [{ all: '{人}都' }, 'all: "{人}都" names {人}, which is no set of words'],
    [{ words: { ...words(), 疼: '{疼} 痛' } }, 'words.疼: {疼} holds itself'],
    [{ all: '都[病]' }, 'all: "都[病]" has a sign that means nothing in a phrase'],
    [{ all: '都(病' }, 'all: "都(病" has a bracket or a sign too many'],
    [{ words: { ...words(), 疼: '疼+头' } }, 'meanings.ill.says: "疼+头" is a frame, and no word of a set'],
    [
      { meanings: { ...meanings, delete: { says: '删+{东西}' } } },
      'meanings.delete.says: "{东西}" names {东西}, which is no set of words',
    ],
    [
      { meanings: { ...meanings, ill: { says: '{头}疼' } } },
      'meanings.ill.says: "{头}疼" names {头}, which is no set of words',
    ],
  ])('%j', (change, problem) => {
    expect(problemsOf(change)).toContain(problem);
  });
});

function words(): object {
  return (data() as LexiconData).words;
}

describe('what stands around a phrase', () => {
  const lexicon = lexiconOf(lexiconSchema.parse(data()));

  test.each([
    ['脑阔有点疼', ['ill']],
    ['他没有头疼', []],
    ['没有说头疼，肚子痛', ['ill']],
    ['头不疼', []],
    ['是不是肚子疼', []],
    ['头疼吗', []],
    ['肚子疼能来吗', ['ill']],
    ['如果头疼怎么办', []],
    ['能不能请个假', ['leave']],
    ['肚子疼，请假', ['ill']],
    ['他奶奶肚子疼', []],
    ['他奶奶病了，头疼', []],
    ['我在外面，头疼', ['ill']],
    ['奶奶说头疼', ['ill']],
    ['他跟奶奶说肚子疼', ['ill']],
    ['这是头疼的题', []],
    ['头疼的是他奶奶', []],
    ['他爸头疼', []],
    ['请价', ['leave']],
    ['事情假', []],
    ['头 不 疼 了', []],
    ['以前头疼', []],
    ['以前肚子好，现在头疼', ['ill']],
    ['以前好好的现在头疼', ['ill']],
    ['他的信息请删了', ['delete']],
    ['抹掉他以前的资料', ['delete']],
    ['资料都在，现在不用，我想了很久，删了吧', []],
    ['聊天信息删了', []],
    ['删了', []],
  ])('%s', (text, means) => {
    expect(readGuardian(text, lexicon).means).toEqual(means);
  });
});
