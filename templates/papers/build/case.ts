import { SAMPLE_MARK } from '../approval.ts';
import { paragraph } from '../ooxml.ts';
import {
  copied,
  downward,
  form,
  gap,
  heading,
  issued,
  listed,
  noted,
  plainHead,
  say,
  signatures,
} from './blocks.ts';

const about = (): string =>
  form(
    [2, 4, 2, 4],
    ['案号', '{案号}', '平台工单号', '{工单号}'],
    ['学生姓名', '{学生姓名}', '性别', '{性别}'],
    ['学校', '{学校}', '班级', '{班级}'],
    ['户籍地', '{户籍地}', '现在何处', '{现在何处}'],
  );

const task = (): string[] => [
  heading('三、办理事项和时限'),
  ...say('事项：{办理事项}', '时限：{办理时限}前办理并书面回复。', '联系人：{联系人}'),
];

const sent = (receipt: string): string[] => [
  ...issued(),
  signatures('经办人（签字）', '局领导签发（签字、盖章）', receipt),
  ...copied(),
];

/** D14 派单: rows P4.R1-JURIS and P4.R1-DISPATCH. */
export const dispatch = (): string[] => [
  ...downward(['控辍保学劝返派单']),
  ...say('经确认，下列学生由你单位负责劝返。请接单后组建联合劝返小组，自派单次日起1周内组织3次宣传教育。'),
  heading('一、学生情况'),
  about(),
  heading('二、确定依据'),
  ...say('{确定依据}', '{情况说明}'),
  ...task(),
  ...sent('接单人（签字、时间）'),
];

/** D14 协办单: row P1.R3-DEPTS; 1 WD to acknowledge, 5 WD to answer unless a limit is set. */
export const assistance = (): string[] => [
  ...downward(['控辍保学协办单']),
  ...say('因控辍保学工作需要，请你单位依法履行职责，协助办理下列事项。'),
  heading('一、学生情况'),
  about(),
  heading('二、情况说明'),
  ...say('{情况说明}'),
  ...task(),
  ...sent('接收人（签字、时间）'),
];

/** D14 转办: policy §6.4, a child whose household is registered elsewhere. */
export const handOver = (): string[] => [
  ...downward(['关于转请办理控辍保学事项的函']),
  ...say(
    '下列学生户籍或居住在你地，现将有关情况函告，请依法组织入学、复学，并将办理情况函复。收到回复前，我区不销案。',
  ),
  heading('一、学生情况'),
  about(),
  heading('二、转办依据'),
  ...say('{确定依据}', '{情况说明}'),
  ...task(),
  ...sent('接收人（签字、时间）'),
];

/** D15: a frame. The text belongs to the county and is approved by its 司法局 (policy §8, P4.SUPPORT-LAW, AMB-31, AMB-32). */
const frame =
  (title: string, ...own: readonly string[]) =>
  (): string[] => [
    paragraph('Heading', SAMPLE_MARK),
    ...plainHead(title),
    paragraph('Note', '文书编号：{文书编号}'),
    paragraph('Flush', '{监护人姓名}：'),
    form(
      [2, 4, 2, 4],
      ['学生姓名', '{学生姓名}', '性别', '{性别}'],
      ['学校', '{学校}', '班级', '{班级}'],
      ['监护人', '{监护人姓名}', '与学生关系', '{与学生关系}'],
      ['住址', '{住址}', '首次缺课日', '{首次缺课日}'],
      ...(own.includes('earlier')
        ? [
            ['前一文书编号', '{前一文书编号}', '日期', '{前一文书日期}'],
            ['前一步结果', '{前一步结果}', '限期', '{限期}'],
          ]
        : []),
    ),
    gap(),
    ...say(
      '【正文：填入区司法局审定的文本。事实、法律依据、要求、期限、救济途径均以审定文本为准，本样式不含任何法律内容。】',
    ),
    ...(own.includes('sessions')
      ? [
          listed('宣传教育', [
            ['日期', '日期', 3],
            ['参加人', '参加人', 4],
            ['监护人答复', '监护人答复', 5],
          ]),
        ]
      : []),
    ...issued(),
    signatures('承办人（签字）', '司法所审核（签字）', '签发人（签字、盖章）'),
    paragraph('Note', '送达以送达回证为准，通过聊天发送不是送达。本件经审核、签字、盖章后生效。'),
  ];

export const stepOne = frame('宣传教育文书', 'sessions');
export const stepTwo = frame('责令改正文书', 'earlier', 'sessions');
export const stepThree = frame('行政处罚文书', 'earlier');
export const stepFour = frame('申请强制执行或提起诉讼文书', 'earlier');

const met = (): (readonly string[])[] => [
  ['学生姓名', '{学生姓名}', '班级', '{班级}'],
  ['日期、时间', '{日期时间}', '地点', '{地点}'],
  ['参加人', '{参加人}', '见到何人', '{见到何人}'],
];

const heard = (...more: readonly (readonly string[])[]): string =>
  form(
    [3, 9],
    ['学生自己的话', '{学生的话}'],
    ['没有听取学生意见的，写明原因', '{未听取学生意见的原因}'],
    ['监护人的话', '{监护人的话}'],
    ...more,
    ['结果', '{结果}'],
    ['下一步', '{下一步}'],
  );

const signed = (...labels: readonly string[]): string[] => [
  gap(),
  signatures(...labels, '学生本人（签字，愿意的）'),
  gap(),
  paragraph('Note', '记录单位：{发文机关}　　填表日期：{日期}'),
  ...noted(),
];

const GUARDIAN = '监护人（签字；拒签的由见证人签字并注明）';

/** D16 家访: rows P3.1-VISIT-3D and P3.1-VERIFY-SD. */
export const visit = (): string[] => [
  ...plainHead('家访记录'),
  form([2, 4, 2, 4], ...met()),
  gap(),
  heard(['提供的帮助', '{提供的帮助}']),
  ...signed('家访人（签字）', GUARDIAN),
];

/** D16 劝返: row P3.1-PERSUADE-3. */
export const persuasion = (): string[] => [
  ...plainHead('劝返记录（第{次序}次）'),
  form([2, 4, 2, 4], ...met()),
  gap(),
  heard(['提供的帮助', '{提供的帮助}'], ['承诺返校日', '{承诺返校日}']),
  ...signed('劝返人（签字）', GUARDIAN),
];

/** D16 宣传教育: row P4.R3-3IN1W. */
export const session = (): string[] => [
  ...plainHead('宣传教育记录（第{次序}次）'),
  form([2, 4, 2, 4], ...met()),
  gap(),
  heard(['讲解的法律', '{讲解的法律}'], ['提供的帮助', '{提供的帮助}']),
  ...signed('联合劝返小组成员（签字）', GUARDIAN, '见证人（签字）'),
];

/** D17: policy §6.3; a named person decides, never the software (§11.1). */
export const closing = (): string[] => [
  ...plainHead('控辍保学销案表'),
  form(
    [2, 4, 2, 4],
    ['案号', '{案号}', '平台工单号', '{工单号}'],
    ['学生姓名', '{学生姓名}', '班级', '{班级}'],
    ['立案日', '{立案日}', '首次缺课日', '{首次缺课日}'],
    ['返校日', '{返校日}', '返校后稳定上学', '{稳定天数}天'],
    ['反复次数', '{反复次数}', '填表日期', '{日期}'],
  ),
  gap(),
  form([2, 10], ['销案原因', '{销案原因}'], ['跟进情况', '{跟进情况}']),
  gap(),
  listed('证明', [
    ['证明材料', '名称', 8],
    ['日期', '证明日期', 4],
  ]),
  gap(),
  signatures('学校意见、校长（签字、盖章）', '劝返主体意见（签字、盖章）', '区教育体育局决定（签字、盖章）'),
  gap(),
  paragraph(
    'Note',
    '填表单位：{发文机关}。销案由上述负责人决定，系统不自动销案；年满16周岁本身不是销案理由。',
  ),
  ...noted(),
];
