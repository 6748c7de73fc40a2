import { paragraph } from '../ooxml.ts';
import {
  copied,
  downward,
  gap,
  heading,
  issued,
  listed,
  noted,
  say,
  signatures,
  subheading,
  unless,
  upward,
  where,
} from './blocks.ts';

const compared = (name: string): string =>
  listed(name, [
    ['姓名', '姓名', 3],
    ['学校或住址', '地点', 4],
    ['情况', '情况', 6],
  ]);

/** D7: rows P2.0 to P2.3; the four checks as AMB-23 reads them. */
export const D7 = (): string[] => [
  ...upward('关于{学期}“四查三比对”', '结果的报告'),
  ...say(
    '按照要求，我镇（街道）会同教育、公安、乡村振兴部门，查户籍、查学籍、查在校学生、查脱贫户适龄儿童少年，开展“四查三比对”，现将结果报告如下。',
  ),
  heading('一、数据来源'),
  listed('数据来源', [
    ['数据', '名称', 4],
    ['数据日期', '数据日期', 3],
    ['提供单位', '提供单位', 4],
  ]),
  heading('二、比对统计'),
  listed('统计', [
    ['项目', '项目', 7],
    ['人数', '人数', 3],
  ]),
  heading('三、比对名单'),
  subheading('（一）户籍比对学籍：无学籍适龄儿童少年'),
  compared('名单一'),
  subheading('（二）户籍比对学籍：残疾儿童缓学'),
  compared('名单二'),
  subheading('（三）学籍比对在校生：疑似辍学、辍学和人籍不一致'),
  compared('名单三'),
  subheading('（四）比对三类监测对象：其中疑似辍学、辍学'),
  compared('名单四'),
  heading('四、未决问题'),
  listed('未决', [
    ['事项', '事项', 6],
    ['责任人', '责任人', 3],
    ['办理时限', '时限', 3],
  ]),
  ...issued(),
  signatures(
    '乡镇（街道）分管负责人（签字）',
    '学校负责人（签字）',
    '派出所负责人（签字）',
    '乡村振兴工作负责人（签字）',
    '乡镇（街道）主要负责人（签字、盖章）',
    '区教育体育局签收人（签字）',
  ),
  ...copied(),
];

const survey = (place: string): string[] => [
  ...say(
    '{排查情况}。',
    '截至{日期}，{依据}中年满6周岁、未满16周岁和仍在义务教育阶段就读的{适龄总数}人（其中出生日期不详{日期不详}人）：在学（在班）{在学总数}人，未在学{失学总数}人，其中辍学{辍学总数}人。据此，秋季学期应入学{应入学}人，应复学{应复学}人；另有发现的，请据实改正。',
  ),
  heading('一、分布情况（{分布依据}）'),
  listed('分布', [
    [place, '地点', 4],
    ['适龄人数', '适龄', 2],
    ['在学（在班）', '在学', 2],
    ['未在学', '失学', 2],
    ['其中辍学', '辍学', 2],
  ]),
  heading('二、秋季学期资助需求'),
  listed('资助', [
    ['类别', '类别', 4],
    ['人数', '人数', 2],
    ['说明', '说明', 6],
  ]),
];

/** D8 of a township: rows P2.R4-APR-SURVEY and P2.R4-APR-REPORT. */
export const D8town = (): string[] => [
  ...upward('关于{年度}年适龄儿童少年入学、失学、', '辍学情况排查的报告'),
  ...survey('村（社区）'),
  ...issued(),
  signatures('分管教育负责同志起草（签字）', '主要负责人签发（签字、盖章）', '区教育体育局签收人（签字）'),
  ...copied(),
];

/** D8 of the district: row P2.R4-APR-REPORT. */
export const D8district = (): string[] => [
  ...upward('关于{年度}年秋季学期应入学、复学', '适龄儿童少年情况的报告'),
  ...say('现将各乡镇（街道）排查结果汇总报告如下。'),
  ...survey('乡镇（街道）'),
  ...issued(),
  signatures('经办人起草（签字）', '局领导签发（签字、盖章）', '签收人（签字）'),
  ...copied(),
];

/** D9: row G4.2-MONTHLY; townships in the order of their register, never by their figures (P0-TRUTH). */
export const D9 = (): string[] => [
  ...downward(['关于{月份}控辍保学', '动态清零工作的通报']),
  ...say(
    '现将{月份}全区控辍保学动态清零情况通报如下：月末在办{在办总数}人，当月新增{新增总数}人，返校{返校总数}人，销案{销案总数}人。{取数}，以真实为准，不以多少排名。',
  ),
  heading('一、各乡镇（街道）情况'),
  listed('乡镇情况', [
    ['乡镇（街道）', '乡镇', 4],
    ['月末在办', '在办', 2],
    ['当月新增', '新增', 2],
    ['返校', '返校', 2],
    ['销案', '销案', 2],
    ['按时办结/应办结', '按时办结', 3],
  ]),
  heading('二、需要整改的事项'),
  ...where(
    '有整改',
    listed('整改', [
      ['单位', '单位', 3],
      ['事项', '事项', 6],
      ['整改时限', '时限', 3],
    ]),
  ),
  ...unless('有整改', ...say('本月没有需要整改的事项。')),
  ...say('请有关单位按时限整改，并将结果书面报区教育体育局。'),
  ...issued(),
  signatures('经办人起草（签字）', '局领导签发（签字、盖章）'),
  ...copied(),
];

const inspected = (): string[] => [
  heading('一、总体情况'),
  ...say('{总体情况}'),
  heading('二、检查对象'),
  listed('检查对象', [
    ['单位', '单位', 4],
    ['日期', '日期', 3],
    ['检查内容', '检查内容', 6],
  ]),
  heading('三、发现的问题'),
  ...where(
    '有问题',
    listed('问题', [
      ['单位', '单位', 3],
      ['问题', '问题内容', 5],
      ['责任人', '责任人', 2],
      ['整改时限', '整改时限', 3],
    ]),
  ),
  ...unless('有问题', ...say('没有发现需要整改的问题。')),
  heading('四、意见建议'),
  ...say('{意见建议}'),
];

/** D10: row G4.2-QUARTER. */
export const D10 = (): string[] => [
  ...upward('关于{时段}控辍保学', '专项督查情况的报告'),
  ...say(
    '{时段}，区政府督查室会同区教育体育局对乡镇（街道）、村组（社区）开展控辍保学专项督查，现将情况报告如下。',
  ),
  ...inspected(),
  ...issued(),
  signatures(
    '督查人员（签字）',
    '区教育体育局会签（签字）',
    '督查室负责人签发（签字、盖章）',
    '签收人（签字）',
  ),
  ...copied(),
];

/** D11: row A-EDU-TERM-INSPECT. */
export const D11 = (): string[] => [
  ...upward('关于{时段}控辍保学', '专项督导情况的报告'),
  ...say('{时段}，教育督导部门对各学校控辍保学工作开展专项督导，现将情况报告如下。'),
  ...inspected(),
  ...issued(),
  signatures('督导人员（签字）', '局领导签发（签字、盖章）', '签收人（签字）'),
  ...copied(),
];

/** D13 notice: rows P1.0-MEET-MAR and P6.R-JOINT. */
export const D13notice = (): string[] => [
  ...downward(['关于召开{会议名称}的通知']),
  ...say('经研究，定于近期召开{会议名称}，现将有关事项通知如下。'),
  heading('一、时间和地点'),
  ...say('时间：{会议时间}', '地点：{会议地点}'),
  heading('二、参会人员'),
  ...say('{参会人员}', '主持：{主持人}'),
  heading('三、会议议程'),
  agenda(),
  heading('四、有关要求'),
  ...say(
    '请各单位提前准备本单位负责事项的办理情况；因故不能参会的，请提前说明并委托他人参会。',
    '联系人：{联系人}',
  ),
  ...issued(),
  signatures('经办人起草（签字）', '签发人（签字、盖章）'),
  ...copied(),
];

/** D13 minutes: rows P1.0-MEET-DECIDE and P6.R-TOPICS. */
export const D13minutes = (): string[] => [
  ...downward(['{会议名称}纪要'], ''),
  ...say('{会议时间}，{会议名称}在{会议地点}召开，由{主持人}主持。'),
  heading('一、参会情况'),
  ...say('参会：{参会人员}', '缺席：{缺席人员}'),
  heading('二、会议议程'),
  agenda(),
  heading('三、议定事项'),
  listed('议定', [
    ['序号', '序号', 1],
    ['事项', '事项', 6],
    ['责任单位', '责任单位', 3],
    ['时限', '时限', 3],
  ]),
  heading('四、未决问题'),
  paragraph('Body', '{未决问题}'),
  ...issued(),
  gap(),
  signatures('记录人（签字）', '主持人（签字）'),
  ...noted(),
];

const agenda = (): string =>
  listed('议程', [
    ['序号', '序号', 1],
    ['议题', '议题', 7],
    ['汇报人', '汇报人', 3],
  ]);
