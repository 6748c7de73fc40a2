/**
 * Makes the Word templates D1.docx and D2.docx anew, in the folder given or beside this script:
 * `npx tsx templates/papers/build.ts [folder]`. The files are what counts, since a clerk may have changed them,
 * so one that is there already is never written over: move it away first.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paragraph, table, wordFile } from './ooxml.ts';

const lines = (...texts: readonly string[]): string[] => texts.map((text) => paragraph('Body', text));
const heading = (text: string): string => paragraph('Heading', text);
const gap = (): string => paragraph('Note', '');

const opening = (title: readonly string[]): string[] => [
  paragraph('PaperNumber', '{编号}'),
  ...title.map((line) => paragraph('PaperTitle', line)),
  gap(),
  paragraph('Flush', '{乡镇}：'),
];

const pupil = (): string[] => [
  table(
    [2, 3, 2, 3],
    [
      ['姓名', '{学生姓名}', '班级', '{班级}'],
      ['性别', '{性别}', '出生日期', '{出生日期}'],
    ],
  ),
  gap(),
  table(
    [3, 2, 4],
    [['{#监护人}{姓名}', '{关系}', '{电话}{/监护人}']],
    ['监护人姓名', '关系', '联系电话（已遮掩）'],
  ),
];

const missedDays = (): string => table([4, 6], [['{#缺课}{日期}', '{状态}{/缺课}']], ['缺课日期', '状态']);

const contacts = (): string =>
  table(
    [4, 2, 2, 4],
    [['{#联系}{时间}', '{联系人}', '{联系对象}', '{结果}{/联系}']],
    ['联系时间', '联系人', '联系对象', '结果'],
  );

const visits = (): string =>
  table(
    [3, 2, 2, 3, 3, 3],
    [['{#家访}{日期}', '{家访人}', '{见到何人}', '{学生的话}', '{监护人的话}', '{结论}{/家访}']],
    ['家访日期', '家访人', '见到何人', '学生的话', '监护人的话', '结论'],
  );

const persuasions = (): string =>
  table(
    [1, 3, 3, 2, 4, 3],
    [['{#劝返}{次序}', '{时间}', '{参加人}', '{地点}', '{学生和监护人的话}', '{结果}{/劝返}']],
    ['次', '时间', '参加人', '地点', '学生和监护人的话', '结果'],
  );

const kinds = (): string =>
  table(
    [2, 8],
    [
      ['原因类别', '{原因类别}'],
      ['去向类别', '{去向类别}'],
      ['返校意愿', '{返校意愿}'],
      ['现在何处', '{去向}'],
    ],
  );

const closing = (): string[] => [
  gap(),
  paragraph('Right', '{学校}（盖章）'),
  paragraph('Right', '{日期}'),
  gap(),
  table(
    [4, 4, 2, 3],
    [
      ['班主任起草（签字）', '', '时间', ''],
      ['教务处核对（签字）', '', '时间', ''],
      ['校长签字', '', '时间', ''],
      ['学校盖章', '', '时间', ''],
    ],
  ),
  gap(),
  table([4, 4, 2, 3], [['签收人（签字、盖章）', '', '签收时间', '']]),
  gap(),
  paragraph('Note', '抄送：{抄送}'),
  paragraph('Note', '说明：本件由系统根据台账起草，经校长核对签字后生效；聊天消息不作为书面报告和送达。'),
];

/** D1 疑似辍学书面报告（初报）: policy §8 D1, rows P3.1-LINK-WRITTEN and P3.R2-WRITTEN-3D. */
const firstReport = (): string[] => [
  ...opening(['关于{学生姓名}同学疑似辍学情况的', '书面报告（初报）']),
  ...lines(
    '我校{班级}学生{学生姓名}自{首次缺课日}起未到校，截至{日期}，无正当理由且未履行请假手续的缺课已达{缺课天数}个教学日。按照控辍保学“及时联动”的要求，现将有关情况书面报告如下。',
  ),
  heading('一、学生和监护人'),
  ...pupil(),
  heading('二、缺课情况'),
  missedDays(),
  heading('三、联系情况'),
  contacts(),
  heading('四、核实和家访情况'),
  ...lines('核实情况：{核实情况}'),
  visits(),
  heading('五、去向和类别'),
  kinds(),
  heading('六、请求事项'),
  ...lines('{请求事项}'),
  ...closing(),
];

/** D2 7天书面报告（续报）: policy §8 D2, row P3.1-REPORT-7D; sent with fewer persuasions too (AMB-18). */
const secondReport = (): string[] => [
  ...opening(['关于{学生姓名}同学7天仍未到校情况的', '书面报告（续报）']),
  ...lines(
    '我校{班级}学生{学生姓名}疑似辍学情况，已于{初报日期}以“{初报编号}”书面报告。该生自{首次缺课日}起未到校，截至{日期}已达{已过天数}天，仍未返校。按照控辍保学“及时上报”的要求，现将有关情况续报如下。',
  ),
  heading('一、学生和监护人'),
  ...pupil(),
  heading('二、劝返情况'),
  ...lines(
    '{#劝返已足}截至本报告已劝返{劝返次数}次，经说服动员仍未返校。{/劝返已足}{^劝返已足}截至本报告劝返{劝返次数}次，不足{应劝返次数}次，原因：{次数不足的原因}。报告时间已到，先行报告，劝返继续进行。{/劝返已足}',
  ),
  persuasions(),
  heading('三、类别'),
  kinds(),
  heading('四、核实情况'),
  ...lines('{核实情况}'),
  heading('五、请求事项'),
  ...lines('{请求事项}'),
  heading('六、台账摘录'),
  ...lines('（一）缺课情况'),
  missedDays(),
  ...lines('（二）联系情况'),
  contacts(),
  ...lines('（三）家访情况'),
  visits(),
  ...closing(),
];

const folder = process.argv[2] ?? import.meta.dirname;
writeFileSync(join(folder, 'D1.docx'), wordFile(firstReport()), { flag: 'wx' });
writeFileSync(join(folder, 'D2.docx'), wordFile(secondReport()), { flag: 'wx' });
