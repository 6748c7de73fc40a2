import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PizZip from 'pizzip';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PAPER_KINDS, type PaperKind, paperEntry } from '../../domain/papers/kinds.ts';
import { loadPolicy } from '../../seeds/load-policy.ts';
import { CONTENTS, type FieldsOf } from '../../templates/papers/catalogue.ts';
import { checkPapers, mayBeDrafted, renderPaper } from '../../templates/papers.ts';
import { partOf, partText, wordLines } from '../support/office.ts';
import { paperSamples } from '../support/paper-samples.ts';

const templates = join(import.meta.dirname, '../../templates/papers');
const full = paperSamples.D2.full;

const bodyOf = (paper: Buffer): string => partOf(paper, 'word/document.xml');

const complaintOf = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no complaint';
};

const render = <Kind extends PaperKind>(kind: Kind, fields: FieldsOf<Kind>): string[] =>
  wordLines(renderPaper(kind, fields));

describe('the first report (D1)', () => {
  test('tells the township what the ledger knows (P3.R2-WRITTEN-3D, P3.1-LINK-WRITTEN)', () => {
    expect(render('D1', full)).toMatchInlineSnapshot(`
      [
        "清水镇中学",
        "　清水镇中学控辍〔2026〕4号　签发人：钱国华",
        "关于张伟同学疑似辍学情况的",
        "书面报告（初报）",
        "清水镇人民政府：",
        "我校八年级（1）班学生张伟自2026年9月14日起未到校，截至2026年9月20日，无正当理由且未履行请假手续的缺课已达5个教学日。按照控辍保学“及时联动”的要求，现将有关情况书面报告如下。",
        "一、学生和监护人",
        "姓名|张伟|班级|八年级（1）班",
        "性别|男|出生日期|2012年3月5日",
        "监护人姓名|关系|联系电话（已遮掩）",
        "张大山|父亲|138****5678",
        "李梅|母亲|139****0000",
        "二、缺课情况",
        "缺课日期|状态",
        "2026年9月14日|未到校，未请假",
        "2026年9月15日|未到校，原因待核",
        "三、联系情况",
        "联系时间|联系人|联系对象|结果",
        "2026年9月14日 08:40|王老师|张大山|电话未接通",
        "四、核实和家访情况",
        "核实情况：教务处当天核实：学生已离家。
      同学称其外出。",
        "家访日期|家访人|见到何人|学生的话|监护人的话|结论",
        "2026年9月16日|王老师、赵主任|祖母|未见到学生|去昆明了|继续联系",
        "五、去向和类别",
        "原因类别|厌学/学习困难",
        "去向类别|外地务工",
        "返校意愿|犹豫",
        "现在何处|据祖母称在昆明",
        "六、请求事项",
        "请组织联合劝返小组。",
        "清水镇中学",
        "2026年9月20日",
        "班主任起草（签字）||时间|",
        "教务处核对（签字）||时间|",
        "校长签发（签字、盖章）||时间|",
        "签收人（签字、盖章）||时间|",
        "说明：本件由系统根据台账起草，经核对并签字、盖章后生效；聊天消息不作为书面报告和送达。",
        "抄送：云岭区教育体育局、石桥镇人民政府",
        "清水镇中学　2026年9月20日印发",
      ]
    `);
  });
});

describe('the second report (D2)', () => {
  test('cites the first and says how often persuasion was tried, and why not more often (P3.1-REPORT-7D)', () => {
    const text = render('D2', full).join('\n');
    for (const part of [
      '关于张伟同学7天仍未到校情况的',
      '已于2026年9月16日以“清水镇中学控辍〔2026〕3号”书面报告',
      '截至本报告劝返2次，不足3次，原因：学生在外地，未能见面。',
      '1|2026年9月16日|王老师|学生家中|祖母愿意|未返校',
      '原因类别|厌学/学习困难',
      '2026年9月14日 08:40|王老师|张大山|电话未接通',
    ])
      expect(text).toContain(part);
  });

  test.each<[string, number, number | null, string]>([
    ['none', 0, null, '截至本报告劝返0次，不足3次，原因：学生在外地，未能见面。'],
    ['two of three', 2, null, '截至本报告劝返2次，不足3次，原因：学生在外地，未能见面。'],
    ['three of three', 3, null, '截至本报告已劝返3次，经说服动员仍未返校。'],
    ['four of three', 4, null, '截至本报告已劝返4次，经说服动员仍未返校。'],
    ['two of two, where a county asks for two', 2, 2, '截至本报告已劝返2次，经说服动员仍未返校。'],
  ])('goes with %s persuasions', (_name, count, persuasionsRequired, sentence) => {
    const persuasions = Array.from({ length: count }, () => ({ day: '2026-09-16', people: '王老师' }));
    const text = render('D2', { ...full, persuasions, persuasionsRequired });
    expect(text.filter((line) => line.startsWith('截至本报告'))).toEqual([expect.stringContaining(sentence)]);
    expect(text.filter((line) => /^\d\|2026年9月16日\|王老师\|/.test(line))).toHaveLength(count);
  });
});

describe("a school's lists (D3 to D6)", () => {
  const pupils = paperSamples.D3.full;

  test('a week counts who is new, who goes on and who is back (P3.2-WEEKLY)', () => {
    const text = render('D3', pupils).join('\n');
    expect(text).toContain('本周共3人，其中新增1人，持续1人，已返校1人。');
    expect(text).toContain('1|张伟|八（1）班|新增|2026年9月14日|疑似辍学|外地务工|家访1次，劝返2次|');
    expect(text).not.toContain('零报告');
  });

  test.each(['D3', 'D4', 'D5', 'D6'] as const)('%s without a pupil is a nil report', (kind) => {
    const text = render(kind, { ...pupils, pupils: [], unanswered: [] }).join('\n');
    expect(text).toContain('特此零报告');
    expect(text).not.toContain('姓名|');
  });

  test.each(['D4', 'D5', 'D6'] as const)('%s is no nil report while a class has not answered', (kind) => {
    const text = render(kind, { ...pupils, pupils: [], unanswered: ['三（2）班'] }).join('\n');
    expect(text).not.toContain('零报告');
    expect(text).toContain('以下班级还没有报：三（2）班。名单以各班报齐后为准。');
  });
});

describe('figures', () => {
  test('a sum that lacks a part is a gap, not a smaller sum (P0-TRUTH)', () => {
    const { full: known } = paperSamples.D9;
    expect(render('D9', known).join('\n')).toContain('月末在办3人，当月新增2人');
    const [first, ...others] = known.townships;
    const unknown = { ...known, townships: first ? [{ ...first, open: null }, ...others] : [] };
    expect(render('D9', unknown).join('\n')).toContain('月末在办（未填）人，当月新增2人');
  });
});

describe.each(PAPER_KINDS)('any paper: %s', (kind) => {
  const sample = paperSamples[kind] as { full: FieldsOf<typeof kind>; empty: FieldsOf<typeof kind> };
  const content = CONTENTS[kind];

  test('says everything that policy §8 asks of it, from its fields', () => {
    const paper = renderPaper(kind, sample.full);
    const text = wordLines(paper).join('\n');
    const asked = (content.required as readonly string[]).filter((tag) => tag in content.texts);
    for (const tag of asked) {
      const told = (content.texts as Record<string, (fields: never) => unknown>)[tag];
      expect(text).toContain(String(told?.(sample.full as never)));
    }
    expect(text).not.toMatch(/undefined|null|NaN|[{}]/);
  });

  test('shows a gap as a gap, never as "undefined" or a tag', () => {
    const paper = renderPaper(kind, sample.empty);
    for (const part of ['word/document.xml', 'word/header1.xml', 'word/header2.xml', 'word/footer1.xml'])
      expect(partText(paper, part)).not.toMatch(/undefined|null|NaN|[{}]/);
    expect(wordLines(paper).join('\n')).toContain('（未填）');
  });

  test('is a draft on every page until it is signed, and never takes a chat for 书面 or 送达', () => {
    const heads = (paper: Buffer): string[] =>
      ['word/header1.xml', 'word/header2.xml'].map((part) => partText(paper, part));
    for (const head of heads(renderPaper(kind, sample.full)))
      expect(head).toContain('草稿：未经签字、盖章不生效');
    for (const head of heads(renderPaper(kind, sample.full, { signed: true })))
      expect(head).not.toContain('草稿');
    expect(wordLines(renderPaper(kind, sample.full)).join('\n')).toMatch(
      /聊天消息不作为书面报告和送达|通过聊天发送不是送达/,
    );
  });

  test('keeps page and lines of GB/T 9704-2012', () => {
    const paper = renderPaper(kind, sample.full);
    expect(bodyOf(paper)).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
    expect(bodyOf(paper)).toContain('w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"');
    expect(partOf(paper, 'word/styles.xml')).toMatch(/w:styleId="Body".*?w:line="579" w:lineRule="exact"/);
  });
});

describe('what is told', () => {
  test.each(PAPER_KINDS.filter((kind) => CONTENTS[kind].required.includes('学生姓名' as never)))(
    '%s keeps signs that mean something to Word',
    (kind) => {
      const name = '<w:p>阿&依"古丽\'{学校}</w:p>\u0007';
      const fields = { ...(paperSamples[kind].full as FieldsOf<'D1'>), pupil: { name, class: '三（1）班' } };
      const paper = renderPaper(kind as 'D1', fields);
      expect(wordLines(paper).join('\n')).toContain('<w:p>阿&依"古丽\'{学校}</w:p>');
      expect(bodyOf(paper)).not.toContain('\u0007');
    },
  );

  test('a row for each of many', () => {
    const missedDays = Array.from({ length: 120 }, (_, at) => ({
      day: '2026-09-14',
      status: `第${at + 1}天`,
    }));
    const rows = render('D1', { ...full, missedDays }).filter((line) =>
      /^2026年9月14日\|第\d+天$/.test(line),
    );
    expect(rows).toHaveLength(120);
    expect(rows.at(-1)).toBe('2026年9月14日|第120天');
  });

  test.each(['13812345678', '+86 138 1234 5678', '13812345678*', '138****5678'])('%s masked', (phone) => {
    const text = render('D1', { ...full, guardians: [{ name: '张大山', phone }] }).join('\n');
    expect(text).toContain('138****5678');
    expect(text).not.toMatch(/1234\D?5678/);
  });
});

describe('the templates', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'papers-'));
    for (const name of readdirSync(templates))
      if (name.endsWith('.docx') || name.endsWith('.yaml'))
        copyFileSync(join(templates, name), join(folder, name));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const edit = (kind: PaperKind, part: string, from: string | RegExp, to: string): void => {
    const zip = new PizZip(readFileSync(join(folder, `${kind}.docx`)));
    const before = zip.file(part)?.asText() ?? '';
    expect(before).toMatch(from);
    zip.file(part, before.replace(from, to));
    writeFileSync(join(folder, `${kind}.docx`), zip.generate({ type: 'nodebuffer' }));
  };
  const BODY = 'word/document.xml';

  test('that are shipped are in order', () => {
    expect(() => checkPapers()).not.toThrow();
    expect(() => checkPapers(folder)).not.toThrow();
  });

  test('may be reworded by a clerk, tags torn over several runs included', () => {
    edit('D1', BODY, '现将有关情况书面报告如下', '现报告如下');
    edit('D1', BODY, '{编号}', '{编</w:t></w:r><w:r><w:t>号}');
    checkPapers(folder);
    const text = wordLines(renderPaper('D1', full, { folder })).join('\n');
    expect(text).toContain('现报告如下');
    expect(text).toContain('清水镇中学控辍〔2026〕4号');
  });

  test.each<[string, string, string, string]>([
    ['an unknown tag', '{请求事项}', '{foo}', '{foo}'],
    ['a tag of another table', '{见到何人}', '{联系对象}', '{联系对象}'],
    ['a table as if it were a word', '{请求事项}', '{监护人}', '{监护人}'],
    ['an unknown table', '{请求事项}', '{#亲戚}有{/亲戚}', '{亲戚}'],
    ['a tag that would let markup in', '{请求事项}', '{@请求事项}', '{@请求事项}'],
    ['a tag left open', '{请求事项}', '{请求事项', '{请求事项'],
    ['a table left open', '{/缺课}', '', '{缺课}'],
    ['a torn tag that is wrong', '{请求事项}', '{请求</w:t></w:r><w:r><w:t>书项}', '{请求书项}'],
  ])('with %s are refused by file and tag', (_name, from, to, named) => {
    edit('D1', BODY, from, to);
    const complaint = complaintOf(() => checkPapers(folder));
    expect(complaint).toContain(`The paper template ${join(folder, 'D1.docx')} has a wrong tag: `);
    expect(complaint).toContain(named);
    expect(() => renderPaper('D1', full, { folder })).toThrow('D1.docx has a wrong tag');
  });

  test.each(['D1', 'D12-4', 'D15-2'] as const)('of %s must say that it is a draft', (kind) => {
    edit(kind, 'word/header1.xml', '{稿别}', '');
    edit(kind, 'word/header2.xml', '{稿别}', '');
    expect(complaintOf(() => checkPapers(folder))).toBe(
      `The paper template ${join(folder, `${kind}.docx`)} lacks {稿别}, which this kind of paper has to say (policy §8).`,
    );
  });

  test('that lost a required tag are named with it', () => {
    edit('D16-1', BODY, '{学生的话}', '');
    edit('D9', BODY, '{按时办结}{/乡镇情况}', '{/乡镇情况}');
    const complaint = complaintOf(() => checkPapers(folder));
    expect(complaint).toContain('D16-1.docx lacks {学生的话}');
    expect(complaint).toContain('D9.docx lacks {按时办结}');
  });

  test('are looked through to the footer', () => {
    edit('D2', 'word/footer1.xml', '— ', '{页码}');
    expect(() => checkPapers(folder)).toThrow('D2.docx has a wrong tag: {页码} is not known here');
  });

  test('that are broken or missing are all named at once', () => {
    edit('D1', BODY, '{编号}', '{foo}');
    writeFileSync(join(folder, 'D2.docx'), 'not a Word file');
    rmSync(join(folder, 'D17.docx'));
    const complaint = complaintOf(() => checkPapers(folder));
    expect(complaint).toContain('D1.docx has a wrong tag: {foo} is not known here');
    expect(complaint).toContain('D2.docx cannot be opened as a Word file');
    expect(complaint).toContain('D17.docx cannot be opened');
  });

  describe('of the four steps (P4.2-ORDER, P4.SUPPORT-LAW)', () => {
    const steps = PAPER_KINDS.filter((kind) => paperEntry(kind).approved);
    const approve = (kind: PaperKind, sha256: string): void =>
      writeFileSync(
        join(folder, 'approvals.yaml'),
        `${kind}: { by: 云岭区司法局, number: 司审〔2026〕3号, day: 2026-03-01, sha256: ${sha256} }\n`,
      );
    const digest = (kind: PaperKind): string =>
      createHash('sha256')
        .update(readFileSync(join(folder, `${kind}.docx`)))
        .digest('hex');

    test('are frames without a word of law, marked as such, and not drafted', () => {
      expect(steps).toEqual(['D15-1', 'D15-2', 'D15-3', 'D15-4']);
      for (const kind of steps) {
        const text = wordLines(readFileSync(join(folder, `${kind}.docx`))).join('\n');
        expect(text).toContain('样式，未经审定不得使用');
        expect(text).not.toMatch(/第.{1,3}条|罚款|诉讼法|处罚法|教育法/);
        expect(mayBeDrafted(kind, folder)).toBe(false);
      }
      expect(mayBeDrafted('D1', folder)).toBe(true);
    });

    test('may be drafted once 司法局 has approved the very file', () => {
      edit('D15-2', BODY, '样式，未经审定不得使用', '');
      edit('D15-2', BODY, /【正文：[^】]*】/, '审定的正文');
      approve('D15-2', digest('D15-2'));
      checkPapers(folder);
      expect(mayBeDrafted('D15-2', folder)).toBe(true);
      expect(mayBeDrafted('D15-3', folder)).toBe(false);
    });

    test('are refused when changed after the approval, or approved with the mark still on', () => {
      approve('D15-2', digest('D15-2'));
      expect(() => checkPapers(folder)).toThrow('D15-2.docx still says “样式，未经审定不得使用”');
      approve('D15-2', 'a'.repeat(64));
      expect(() => checkPapers(folder)).toThrow('D15-2.docx is not the approved one');
      expect(mayBeDrafted('D15-2', folder)).toBe(false);
    });
  });
});

test('every kind names the rules of the register that it is for', () => {
  const known = new Set(loadPolicy('dongchuan').rules.map(({ id }) => id));
  for (const kind of PAPER_KINDS) {
    const { rules } = paperEntry(kind);
    expect(rules.length, kind).toBeGreaterThan(0);
    expect(
      rules.filter((id) => !known.has(id)),
      kind,
    ).toEqual([]);
  }
});
