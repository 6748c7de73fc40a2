import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { LONGEST, OPTIONAL } from '../../domain/parents/values.ts';
import { loadLaw } from '../../seeds/load-law.ts';
import { checkParentTexts } from '../../templates/parent-check.ts';
import { readParentTexts } from '../../templates/parents.ts';
import { readTone } from '../../templates/tone.ts';
import { MOST_BYTES, textEngine } from '../../templates/words.ts';

const law = loadLaw();
const tone = readTone();
const day = '2026-09-14';
const ours = readParentTexts();
const bodyOf = (id: string): string => {
  const text = ours.texts.find((one) => one.id === id);
  if (!text) throw new Error(`no text ${id}`);
  return text.body;
};

const HEADS = {
  L1: 'id: L1\nstep: 0\ntitle: 没到班里\nlanguage: zh\naudience: guardian\narticles: [juvenile-delinquency-prevention/34]\nauthor: 区教体局\nreview: draft\nreplies: [在路上了, 病了或请假, 不知道在哪]',
  L4b: 'id: L4b\nstep: 1\ntitle: 第二次谈\nlanguage: zh\naudience: guardian\narticles: ["minors-protection/17(5)", "minors-protection/17(8)", "minors-protection/17(9)"]\nauthor: 区教体局\nreview: draft',
} as const;

/** What is wrong with one text, written into a folder of its own. */
const problems = (head: string, body: string, name = 'zh/L1'): string[] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'parents-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, `${name}.liquid`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `---\n${head}\n---\n${body}\n`);
  const { texts, problems: unreadable } = readParentTexts(folder);
  return [...unreadable, ...checkParentTexts(texts, { law, tone, day }).problems];
};

test('our own texts are fit to be sent', () => {
  expect(ours.problems).toEqual([]);
  expect(checkParentTexts(ours.texts, { law, tone, day }).problems).toEqual([]);
});

test('the texts from which the following are made have nothing wrong with them', () => {
  expect(problems(HEADS.L1, bodyOf('L1'))).toEqual([]);
  expect(problems(HEADS.L4b, bodyOf('L4b'), 'zh/L4b')).toEqual([]);
});

test.each([
  ['a threat', '写句话也行。', '不回就叫派出所来。', /L1\.liquid:13: 不写“叫派出所”：公安不是/],
  ['a fine', '写句话也行。', '不来要罚款。', /:13: 不写“罚款”/],
  [
    'a word of the office before the second step',
    '写句话也行。',
    '已列入疑似辍学。',
    /:13: 第二步之前不用“疑似辍学”/,
  ],
  ['an exclamation mark', '写句话也行。', '写句话也行！', /不写“！”/],
  ['a machine that demands', '写句话也行。', '系统会记下来。', /不写“系统”/],
  ['a reader who is not honoured', '写句话也行。', '你写句话也行。', /不写“你”：称“您”/],
  [
    'law before the first step',
    '写句话也行。',
    '《预防未成年人犯罪法》第三十四条这样说。',
    /第一步之前不写法律名称和条号/,
  ],
  ['a second request', '写句话也行。', '请明天来学校。', /只提一个要求/],
  ['an answer that is offered and not told', '3 不知道在哪', '', /没有写出回复“3 不知道在哪”/],
  ['nobody’s number', '，电话{{ values.phone }}', '', /最后一行要有署名和电话/],
  [
    'no name of child and class first',
    '{{ values.child }}（{{ values.class }}）的家长您好',
    '您好',
    /开头应是/,
  ],
  ['more than can be read', '写句话也行。', '我们都很惦记孩子，'.repeat(5), /填上长姓名后\d+字，最多120字/],
  ['a value that nobody gives', '写句话也行。', '{{ values.score }}', /:13: 没有“score”这个值/],
  ['words that cannot be read', '写句话也行。', '{% if %}', /L1\.liquid:/],
])('refused, and the place named: %s', (_, from, to, message) => {
  const body = bodyOf('L1').replace(from, to);
  expect(body).not.toBe(bodyOf('L1'));
  expect(problems(HEADS.L1, body).join('\n')).toMatch(message);
});

test.each([
  [
    'a passage in other words than the law’s',
    '放任或者迫使应当接受',
    '放任或者迫使必须接受',
    /引号里的话不是所列法条的原文/,
  ],
  [
    'an article that the head does not name',
    '第十七条',
    '第十八条',
    /articles 里没有《未成年人保护法》第十八条/,
  ],
  [
    'a statute that the head does not name',
    '《未成年人保护法》',
    '《义务教育法》',
    /articles 里没有《义务教育法》/,
  ],
])('refused: %s', (_, from, to, message) => {
  const body = bodyOf('L4b').replace(from, to);
  expect(body).not.toBe(bodyOf('L4b'));
  expect(problems(HEADS.L4b, body, 'zh/L4b').join('\n')).toMatch(message);
});

test.each([
  ['that was repealed', 'public-security-2012/45', /法条 public-security-2012\/45 已于2026-01-01废止/],
  ['that nobody knows', 'compulsory-education/99', /不在 seeds\/law 里/],
])('refused: an article %s', (_, article, message) => {
  const head = HEADS.L1.replace('juvenile-delinquency-prevention/34', article);
  expect(problems(head, bodyOf('L1')).join('\n')).toMatch(message);
});

test.each([
  ['a head that is missing a line', HEADS.L1.replace('step: 0\n', ''), /L1\.liquid:1: step/],
  ['a step that there is not', HEADS.L1.replace('step: 0', 'step: 5'), /L1\.liquid:3: step/],
  ['another id than the file’s', HEADS.L1.replace('id: L1', 'id: L2'), /L1\.liquid:2: id 应与文件名一致：L1/],
  [
    'another language than the folder’s',
    HEADS.L1.replace('language: zh', 'language: ii'),
    /L1\.liquid:5: language 应与文件夹一致：zh/,
  ],
  ['a case that the id does not name', `${HEADS.L1}\ncase: girl`, /id 应以“-girl”结尾/],
])('refused: %s', (_, head, message) => {
  expect(problems(head, bodyOf('L1')).join('\n')).toMatch(message);
});

/** Any names up to the longest that are to be expected. */
const names = fc.record(
  Object.fromEntries(
    Object.entries(LONGEST).map(([name, longest]) => [
      name,
      typeof longest === 'number' || /^\d{4}-|^\d\d:/.test(longest)
        ? fc.constant(longest)
        : fc.string({
            unit: fc.constantFrom('阿', '依', '古', '丽', '孟', '1'),
            minLength: 1,
            maxLength: longest.length,
          }),
    ]),
  ),
  { requiredKeys: Object.keys(LONGEST).filter((name) => !OPTIONAL.has(name)) },
);

test('with whatever names, a text stays within WeCom’s bytes and the characters of its step, and leaves no gap', () => {
  const engine = textEngine();
  const forms = ours.texts.map((text) => ({ ...text, form: engine.parse(text.body) }));
  fc.assert(
    fc.property(names, (values) => {
      for (const { id, step, form } of forms) {
        const said = String(engine.renderSync(form, { values, now: 0 }));
        const most = id.startsWith('C-') || step === 1 ? 200 : step === 0 ? 120 : Number.POSITIVE_INFINITY;
        expect([...said.replaceAll(/\s/gu, '')].length, id).toBeLessThanOrEqual(most);
        expect(Buffer.byteLength(said), id).toBeLessThanOrEqual(MOST_BYTES);
        expect(said, id).not.toMatch(/undefined|（）|《》|，，|。。|\{/);
      }
    }),
    { numRuns: 30 },
  );
});
