import { paragraph } from '../ooxml.ts';
import { form, gap, heading, noted, plainHead, say } from './blocks.ts';

interface Layer {
  readonly title: string;
  readonly opening: string;
  readonly targets: readonly string[];
  readonly first: readonly string[];
  readonly second: readonly string[];
}

const numbered = (duties: readonly string[]): string[] =>
  say(...duties.map((duty, before) => `${before + 1}．${duty}`));

/** D12: one letter of responsibility; what each side does, for how long, and who signs. */
const letter = ({ title, opening, targets, first, second }: Layer): string[] => [
  ...plainHead('控辍保学目标责任书', title),
  paragraph('Flush', '甲方：{发文机关}'),
  paragraph('Flush', '乙方：{乙方}'),
  gap(),
  ...say(opening),
  heading('一、工作目标'),
  ...numbered(targets),
  heading('二、甲方职责'),
  ...numbered(first),
  heading('三、乙方职责'),
  ...numbered(second),
  heading('四、责任期限'),
  ...say('自{起始日}至{截止日}。人员变动的，由接任者重新签订。'),
  heading('五、其他'),
  ...say('数字只论真假，不论多少；不得以瞒报、漏报换取好看的数字。本责任书一式两份，双方各执一份。'),
  gap(),
  form(
    [1, 1],
    ['甲方：{发文机关}', '乙方：{乙方}'],
    ['代表：{甲方代表}', '代表：{乙方代表}'],
    ['签字（盖章）：', '签字（盖章）：'],
    ['时间：　　　年　　月　　日', '时间：　　　年　　月　　日'],
  ),
  ...noted(),
];

const BASIS =
  '为落实《中华人民共和国义务教育法》和控辍保学工作要求，压实责任，甲乙双方签订{年度}年度目标责任书。';

/** Row P1.1-LETTER-GOV1, duties after P1.R1-TOWN, P4.R3 and A-TOWN. */
export const township = (): string[] =>
  letter({
    title: '（区人民政府与乡镇人民政府、街道办事处）',
    opening: BASIS,
    targets: [
      '辖区内适龄儿童少年应入学尽入学，失学辍学人数动态清零。',
      '发现一例、劝返一例、安置一例，每一例都有责任人和下一步时间。',
    ],
    first: [
      '每年3月召开控辍保学工作会，明确各部门职责，协调解决重点难点问题。',
      '落实工作经费，按季度督查，按月通报。',
    ],
    second: [
      '对组织和督促适龄儿童少年入学、复学负直接责任，每例组建联合劝返小组，派单后1周内组织3次宣传教育。',
      '接到学校书面报告后组织干部进村入户，与学校共同劝返。',
      '依法按宣传教育、责令改正、行政处罚、申请强制执行或提起诉讼的顺序开展工作，文书经司法局（所）审核。',
      '每年4月排查辖区内年满6周岁及以上适龄儿童少年，开学一周后会同有关部门开展“四查三比对”。',
      '帮助解决家庭困难，做到应助尽助。',
      '与各村（社区）签订责任书并督促落实。',
    ],
  });

/** Row P1.1-LETTER-GOV2, duties after P1.R1-VILLAGE and A-VIL. */
export const village = (): string[] =>
  letter({
    title: '（乡镇人民政府、街道办事处与村、社区）',
    opening: BASIS,
    targets: ['本村（社区）适龄儿童少年无一人失学辍学。', '每个不在校的孩子有人包、有人找、有人劝。'],
    first: ['及时把需要上门的名单告知乙方，一起入户。', '协调解决乙方上报的困难和问题。'],
    second: [
      '督促家长依法送子女按时入学、复学，发挥村规民约作用。',
      '配合学校、乡镇（街道）家访和劝返，如实记录见到何人、孩子和家长怎么说。',
      '假期关注隐患生和留守儿童动向，发现外出务工、早婚等情况当天报告。',
      '发现孩子受到伤害或下落不明，立即报告公安机关和乡镇（街道）。',
    ],
  });

/** Row P1.2-LETTER-EDU1, duties after P3.1, P3.2 and P1.R4. */
export const school = (): string[] =>
  letter({
    title: '（区教育体育局与学校）',
    opening: BASIS,
    targets: [
      '在校学生（{学生人数}人）无一人因工作不到位失学辍学。',
      '考勤每日准确，报告及时书面，一生一案完整。',
    ],
    first: ['制定学籍管理和控辍保学制度，指导学校工作。', '根据劝返原则确定劝返主体并派单，协调有关部门。'],
    second: [
      '每天上课前点验；未到的1小时内联系家长，2小时内报教务处，当天核实。',
      '每个工作日15:00前在动态管理系统标注到校情况。',
      '无故缺课达3天的，及时家访、报告校长、书面报乡镇（街道）；满7天仍未到校的，书面续报并分清类别。',
      '每周书面上报，没有的也要零报告；学期初、学期末按要求报送名单。',
      '严格学籍建立和变动手续，建立“一生一案”工作台账。',
      '与班主任、科任教师签订责任书。',
    ],
  });

/** Row P1.2-LETTER-EDU2, duties after P3.1-ROLL to P3.1-REPORT-2H and P1.R4-HAZARD. */
export const teacher = (): string[] =>
  letter({
    title: '（学校与班主任、科任教师）',
    opening: `${BASIS}乙方任教班级：{班级}，学生{学生人数}人。`,
    targets: ['本班学生一个都不少。', '每个没来的孩子，当天知道在哪里、什么原因、是否安全。'],
    first: ['安排代班，保证班主任不在时有人点验。', '及时派教师家访，组织联合劝返。'],
    second: [
      '每天上课前亲自点验到校到班情况。',
      '有未到的，1小时内联系家长或监护人，2小时内把名单报教务处。',
      '发现逃学旷课、监护缺失或受到伤害的，当天联系家长并报告，必要时立即报警。',
      '参加家访和劝返，听取孩子自己的话，如实记录。',
      '不在班级群公布缺课学生姓名，保护学生隐私。',
    ],
  });
