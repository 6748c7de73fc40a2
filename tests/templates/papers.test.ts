import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PizZip from 'pizzip';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  checkPapers,
  PAPER_KINDS,
  type PaperFields,
  type PaperKind,
  renderPaper,
} from '../../templates/papers.ts';

const templates = join(import.meta.dirname, '../../templates/papers');

const empty: PaperFields = {
  number: '',
  school: '清水镇中学',
  township: '清水镇人民政府',
  date: '2026-09-20',
  pupil: { name: '张伟', class: '八年级（1）班' },
  guardians: [],
  missedDays: [],
  contacts: [],
  visits: [],
};

const full: PaperFields = {
  ...empty,
  number: '清中控辍〔2026〕4号',
  copyTo: '区教育体育局、石桥镇人民政府',
  pupil: { name: '张伟', class: '八年级（1）班', sex: '男', birth: '2012-03-05' },
  guardians: [
    { name: '张大山', relation: '父亲', phone: '13812345678' },
    { name: '李梅', relation: '母亲', phone: '139****0000' },
  ],
  firstMissed: '2026-09-14',
  unexcusedDays: 5,
  elapsedDays: 7,
  missedDays: [
    { day: '2026-09-14', status: '未到校，未请假' },
    { day: '2026-09-15', status: '未到校，原因待核' },
  ],
  contacts: [
    { at: Date.parse('2026-09-14T08:40:00+08:00'), by: '王老师', to: '张大山', result: '电话未接通' },
  ],
  findings: '教务处当天核实：学生已离家。\n同学称其外出。',
  visits: [
    {
      day: '2026-09-16',
      by: '王老师、赵主任',
      met: '祖母',
      childWords: '未见到学生',
      guardianWords: '去昆明了',
      conclusion: '继续联系',
    },
  ],
  whereabouts: '据祖母称在昆明',
  category: { reason: '厌学/学习困难', whereabouts: '外地务工', willingness: '犹豫' },
  request: '请组织联合劝返小组。',
  persuasions: [
    { day: '2026-09-16', people: '王老师', place: '学生家中', words: '祖母愿意', outcome: '未返校' },
    { day: '2026-09-18', people: '赵主任', place: '电话', words: '过几天再说', outcome: '未返校' },
  ],
  whyFewer: '学生在外地，未能见面',
  firstReport: { number: '清中控辍〔2026〕3号', date: '2026-09-16' },
};

const xmlOf = (paper: Buffer): string => new PizZip(paper).file('word/document.xml')?.asText() ?? '';

const plain = (xml: string): string =>
  xml
    .replace(/<w:br\/>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

/** One line per paragraph and one per table row, its cells parted by bars. */
const linesOf = (paper: Buffer): string[] => {
  const body = xmlOf(paper).replace(/^<\?xml.*?\?>\s*/, '');
  const blocks = body.match(/<w:tr>.*?<\/w:tr>|<w:p>.*?<\/w:p>/gs) ?? [];
  return blocks
    .map((block) => (block.match(/<w:tc>.*?<\/w:tc>/gs) ?? [block]).map(plain).join('|'))
    .filter((line) => line !== '');
};

const complaintOf = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no complaint';
};

const render = (kind: PaperKind, fields: PaperFields): string[] => linesOf(renderPaper(kind, fields));

describe('the first report (D1)', () => {
  test('tells the township what the ledger knows', () => {
    expect(render('D1', full)).toMatchInlineSnapshot(`
      [
        "清中控辍〔2026〕4号",
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
        "清水镇中学（盖章）",
        "2026年9月20日",
        "班主任起草（签字）||时间|",
        "教务处核对（签字）||时间|",
        "校长签字||时间|",
        "学校盖章||时间|",
        "签收人（签字、盖章）||签收时间|",
        "抄送：区教育体育局、石桥镇人民政府",
        "说明：本件由系统根据台账起草，经校长核对签字后生效；聊天消息不作为书面报告和送达。",
      ]
    `);
  });

  test('has everything policy §8 asks of it', () => {
    const text = render('D1', full).join('\n');
    const asked = [
      '张伟',
      '八年级（1）班',
      '2026年9月14日',
      '电话未接通',
      '学生已离家',
      '据祖母称在昆明',
      '张大山',
    ];
    for (const part of [...asked, '请组织联合劝返小组']) expect(text).toContain(part);
  });
});

describe('the second report (D2)', () => {
  test('cites the first and says how often persuasion was tried, and why not more often', () => {
    expect(render('D2', full)).toMatchInlineSnapshot(`
      [
        "清中控辍〔2026〕4号",
        "关于张伟同学7天仍未到校情况的",
        "书面报告（续报）",
        "清水镇人民政府：",
        "我校八年级（1）班学生张伟疑似辍学情况，已于2026年9月16日以“清中控辍〔2026〕3号”书面报告。该生自2026年9月14日起未到校，截至2026年9月20日已达7天，仍未返校。按照控辍保学“及时上报”的要求，现将有关情况续报如下。",
        "一、学生和监护人",
        "姓名|张伟|班级|八年级（1）班",
        "性别|男|出生日期|2012年3月5日",
        "监护人姓名|关系|联系电话（已遮掩）",
        "张大山|父亲|138****5678",
        "李梅|母亲|139****0000",
        "二、劝返情况",
        "截至本报告劝返2次，不足3次，原因：学生在外地，未能见面。报告时间已到，先行报告，劝返继续进行。",
        "次|时间|参加人|地点|学生和监护人的话|结果",
        "1|2026年9月16日|王老师|学生家中|祖母愿意|未返校",
        "2|2026年9月18日|赵主任|电话|过几天再说|未返校",
        "三、类别",
        "原因类别|厌学/学习困难",
        "去向类别|外地务工",
        "返校意愿|犹豫",
        "现在何处|据祖母称在昆明",
        "四、核实情况",
        "教务处当天核实：学生已离家。
      同学称其外出。",
        "五、请求事项",
        "请组织联合劝返小组。",
        "六、台账摘录",
        "（一）缺课情况",
        "缺课日期|状态",
        "2026年9月14日|未到校，未请假",
        "2026年9月15日|未到校，原因待核",
        "（二）联系情况",
        "联系时间|联系人|联系对象|结果",
        "2026年9月14日 08:40|王老师|张大山|电话未接通",
        "（三）家访情况",
        "家访日期|家访人|见到何人|学生的话|监护人的话|结论",
        "2026年9月16日|王老师、赵主任|祖母|未见到学生|去昆明了|继续联系",
        "清水镇中学（盖章）",
        "2026年9月20日",
        "班主任起草（签字）||时间|",
        "教务处核对（签字）||时间|",
        "校长签字||时间|",
        "学校盖章||时间|",
        "签收人（签字、盖章）||签收时间|",
        "抄送：区教育体育局、石桥镇人民政府",
        "说明：本件由系统根据台账起草，经校长核对签字后生效；聊天消息不作为书面报告和送达。",
      ]
    `);
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

describe.each(PAPER_KINDS)('any paper: %s', (kind) => {
  test('shows a gap as a gap, never as "undefined" or a tag', () => {
    const text = render(kind, empty).join('\n');
    expect(text).toContain('性别|（未填）|出生日期|（未填）');
    expect(text).toContain('（未填）|（未填）|（未填）|（未填）');
    expect(text).not.toMatch(/undefined|null|NaN|[{}]/);
  });

  test('keeps signs that mean something to Word', () => {
    const name = '<w:p>阿&依"古丽\'{学校}</w:p>\u0007';
    const paper = renderPaper(kind, { ...full, pupil: { ...full.pupil, name } });
    expect(linesOf(paper).join('\n')).toContain('<w:p>阿&依"古丽\'{学校}</w:p>|班级');
    expect(xmlOf(paper)).not.toContain('\u0007');
  });

  test('makes a row for each of many', () => {
    const missedDays = Array.from({ length: 120 }, (_, at) => ({
      day: '2026-09-14',
      status: `第${at + 1}天`,
    }));
    const rows = render(kind, { ...full, missedDays }).filter((line) =>
      /^2026年9月14日\|第\d+天$/.test(line),
    );
    expect(rows).toHaveLength(120);
    expect(rows.at(-1)).toBe('2026年9月14日|第120天');
  });

  test.each(['13812345678', '+86 138 1234 5678', '13812345678*', '138****5678'])(
    'shows %s masked',
    (phone) => {
      const text = render(kind, { ...full, guardians: [{ name: '张大山', phone }] }).join('\n');
      expect(text).toContain('138****5678');
      expect(text).not.toMatch(/1234\D?5678/);
    },
  );

  test('leaves lines to sign, seal and receipt, and says what makes it valid', () => {
    const lines = render(kind, full);
    expect(lines).toContain('班主任起草（签字）||时间|');
    expect(lines).toContain('教务处核对（签字）||时间|');
    expect(lines).toContain('校长签字||时间|');
    expect(lines).toContain('学校盖章||时间|');
    expect(lines).toContain('签收人（签字、盖章）||签收时间|');
    expect(lines.at(-1)).toBe(
      '说明：本件由系统根据台账起草，经校长核对签字后生效；聊天消息不作为书面报告和送达。',
    );
  });

  test('keeps the page of GB/T 9704', () => {
    const xml = xmlOf(renderPaper(kind, full));
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
    expect(xml).toContain('w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"');
  });
});

describe('the templates', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'papers-'));
    for (const kind of PAPER_KINDS)
      copyFileSync(join(templates, `${kind}.docx`), join(folder, `${kind}.docx`));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const edit = (kind: PaperKind, part: string, from: string, to: string): void => {
    const zip = new PizZip(readFileSync(join(folder, `${kind}.docx`)));
    const before = zip.file(part)?.asText() ?? '';
    expect(before).toContain(from);
    zip.file(part, before.replace(from, to));
    writeFileSync(join(folder, `${kind}.docx`), zip.generate({ type: 'nodebuffer' }));
  };

  test('that are shipped are in order', () => {
    expect(() => checkPapers()).not.toThrow();
    expect(() => checkPapers(folder)).not.toThrow();
  });

  test('may be reworded by a clerk, tags torn over several runs included', () => {
    edit('D1', 'word/document.xml', '现将有关情况书面报告如下', '现报告如下');
    edit('D1', 'word/document.xml', '{编号}', '{编</w:t></w:r><w:r><w:t>号}');
    checkPapers(folder);
    const text = linesOf(renderPaper('D1', full, folder)).join('\n');
    expect(text).toContain('现报告如下');
    expect(text).toContain('清中控辍〔2026〕4号');
  });

  test.each<[string, string, string, string]>([
    ['an unknown tag', '{请求事项}', '{foo}', '{foo}'],
    ['a tag of another table', '{见到何人}', '{联系对象}', '{联系对象}'],
    ['a table as if it were a word', '{请求事项}', '{监护人}', '{监护人}'],
    ['an unknown table', '{请求事项}', '{#亲戚}有{/亲戚}', '{亲戚}'],
    ['a tag that would let markup in', '{请求事项}', '{@请求事项}', '{@请求事项}'],
    ['a tag left open', '{请求事项}', '{请求事项', '{请求事项'],
    ['a table left open', '{/缺课}', '', '{缺课}'],
  ])('with %s are refused by file and tag', (_name, from, to, named) => {
    edit('D1', 'word/document.xml', from, to);
    const complaint = complaintOf(() => checkPapers(folder));
    expect(complaint).toContain(`The paper template ${join(folder, 'D1.docx')} has a wrong tag: `);
    expect(complaint).toContain(named);
    expect(() => renderPaper('D1', full, folder)).toThrow('D1.docx has a wrong tag');
  });

  test('are looked through to the footer', () => {
    edit('D2', 'word/footer1.xml', '— ', '{页码}');
    expect(() => checkPapers(folder)).toThrow('D2.docx has a wrong tag: {页码} is not known here');
  });

  test('that are broken are all named at once', () => {
    edit('D1', 'word/document.xml', '{编号}', '{foo}');
    writeFileSync(join(folder, 'D2.docx'), 'not a Word file');
    const complaint = complaintOf(() => checkPapers(folder));
    expect(complaint).toContain('D1.docx has a wrong tag: {foo} is not known here');
    expect(complaint).toContain('D2.docx cannot be opened as a Word file');
  });

  test('that are missing are named', () => {
    rmSync(join(folder, 'D1.docx'));
    expect(() => checkPapers(folder)).toThrow('D1.docx cannot be opened');
  });
});
