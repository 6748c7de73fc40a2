import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../domain/calendar/time.ts';
import { closeFields, Field, MONDAY } from '../support/field.ts';
import { fieldCounty, pupil } from '../support/field-county.ts';
import { partText, sheetsOf, wordLines } from '../support/office.ts';

const ZHANG = pupil('c31', '张伟');
const GUARDIAN = `g-${ZHANG}`;

let town: Field;

/** 张伟 is suspected since Wednesday, visited once; his number begins with a sign that table programs take for a formula. */
beforeAll(async () => {
  const parts = fieldCounty();
  const students = parts.students.map((student) =>
    student.id === pupil('c31', '周强') ? { ...student, village: '=HYPERLINK("http://x","v1")' } : student,
  );
  town = await Field.open({ ...parts, students }, at(MONDAY, '07:20'), {
    phones: { [GUARDIAN]: '13812345678' },
    idNumbers: { [ZHANG]: '539900201703050117' },
  });
  await town.goTo('07:55');
  await town.says('wang', '应到10实到9，张伟没来');
  await town.goTo('2026-09-16 15:30');
  await town.says('wang', '今天家访了张伟，见到奶奶，孩子说不想读了');
  await town.says('zhou', '张伟派单给汤丹镇');
  town.news('qian');
});
afterAll(closeFields);

const looks = async () =>
  (await town.database.look.findMany({ orderBy: { id: 'asc' } })).map(
    ({ viewer, student, purpose }) => `${viewer} ${student} ${purpose}`,
  );

describe('the dossier (一生一案, P3.1-LEDGER)', () => {
  test.each(['把张伟的档案发给我', '一生一案 张伟', '打印三(1)班张伟的一生一案'])(
    'is given for “%s”',
    async (text) => {
      expect(await town.says('qian', text)).toContain('见附件');
      const { name, content } = await town.given('qian');
      expect(name).toBe('一生一案-张伟.docx');
      const lines = wordLines(content);
      const groups = lines
        .filter((line) => /^[一二三四五六七八九十]+、/.test(line))
        .map((line) => line.replace(/^.*、/, ''));
      expect(groups).toEqual([
        ...[
          '基本信息',
          '就学信息',
          '户籍和居住',
          '家庭',
          '标识',
          '缺勤',
          '联系',
          '核实和家访',
          '劝返',
          '责任人',
        ],
        ...['书面报告和文书', '平台办理', '四步法', '帮扶', '结果'],
      ]);
      const all = lines.join('\n');
      expect(all).toContain('姓名|张伟|性别|男');
      expect(all).toContain('出生日期|2017年3月5日|证件号|****0117');
      expect(all).toContain('138****5678');
      expect(all).toContain('目前阶段|疑似辍学');
      expect(all).toContain(
        '疑似辍学书面报告（初报）|汤丹镇人民政府、东川区教育体育局|汤丹中心小学控辍〔2026〕1号|',
      );
      expect(all).toContain('双线十二人（教育线）班主任|王老师');
      expect(all).toContain('双线十二人（教育线）中心学校（学区）负责人|空缺');
      expect(all).toContain('区教体局专干|周老师');
      expect(all).not.toMatch(/539900201703050117|13812345678|undefined|null|[{}]/);
      expect(partText(content, 'word/header1.xml')).toBe('内部资料　注意保密');
    },
  );

  test('is a message of its own kind, and the look is on record', async () => {
    await town.says('zhao', '把张伟的档案发给我');
    expect(town.inboxes.delivered.at(-1)).toMatchObject({ to: 'zhao', kind: 'document' });
    expect(await looks()).toContain(`zhao ${ZHANG} 打印档案或台账`);
  });

  test('goes outside the school for a stated purpose only', async () => {
    expect(await town.says('zhou', '把张伟的档案发给我')).toContain('请说明用途');
    expect(await town.says('zhou', '核对劝返情况')).toContain('见附件');
    expect(await looks()).toContain(`zhou ${ZHANG} 核对劝返情况`);
    expect(wordLines((await town.given('zhou')).content).join('\n')).toContain('打印：周老师');
  });

  test('is for the township of the school too, not for the homeroom teacher, another school or a parent', async () => {
    expect(await town.says('sun', '一生一案 张伟')).toContain('见附件');
    const before = town.inboxes.delivered.length;
    for (const person of ['wang', 'feng', 'shen', 'luo'])
      expect(await town.says(person, '把张伟的档案发给我')).toContain('不能看这名学生的完整档案');
    await town.says(GUARDIAN, '把张伟的档案发给我');
    expect(town.inboxes.delivered.slice(before).filter(({ file }) => file !== null)).toEqual([]);
  });

  test('a name that nobody has is asked again', async () => {
    expect(await town.says('qian', '把王小二的档案发给我')).toContain('没找到这名学生');
  });
});

describe('the ledgers (台账, policy §7.2)', () => {
  test('are three sheets of the own school', async () => {
    expect(await town.says('zhao', '发我台账')).toContain('见附件');
    const { name, content } = await town.given('zhao');
    expect(name).toBe('控辍保学台账-汤丹中心小学-2026-09-16.xlsx');
    const sheets = await sheetsOf(content);
    expect(Object.keys(sheets)).toEqual(['适龄儿童台账', '疑似辍学学生台账', '辍学学生台账']);
    expect(sheets.适龄儿童台账).toHaveLength(1 + 16);
    expect(sheets.疑似辍学学生台账?.[1]?.slice(0, 6)).toEqual([
      '1',
      '张伟',
      '男',
      '****0117',
      '汤丹中心小学',
      '三(1)班',
    ]);
    expect(sheets.辍学学生台账).toHaveLength(1);
    expect(JSON.stringify(sheets)).not.toMatch(/539900201703050117|13812345678/);
  });

  test('never hold a formula, whatever a name begins with', async () => {
    await town.says('qian', '发我台账');
    const sheets = await sheetsOf((await town.given('qian')).content);
    const villages = sheets.适龄儿童台账?.map((row) => row[6]);
    expect(villages).toContain('\'=HYPERLINK("http://x","v1")');
  });

  test('of the township hold all its schools, of the district after a purpose', async () => {
    await town.says('sun', '发我台账');
    const sheets = await sheetsOf((await town.given('sun')).content);
    expect(new Set(sheets.适龄儿童台账?.slice(1).map((row) => row[7]))).toEqual(
      new Set(['汤丹中心小学', '汤丹中学']),
    );
    expect(await town.says('zhou', '发我台账')).toContain('请说明用途');
    await town.says('zhou', '月底核对');
    expect((await town.given('zhou')).name).toContain('东川区');
    expect(await looks()).toContain(`zhou ${ZHANG} 月底核对`);
  });

  test('trips are the base for claims (G2-FUND)', async () => {
    await town.says('zhao', '导出劝返交通补助');
    const [heads, trip] = (await sheetsOf((await town.given('zhao')).content)).劝返交通补助 ?? [];
    expect(heads).toContain('里程（公里）');
    expect(trip?.slice(0, 6)).toEqual(['1', '2026-09-16', '家访', '王老师', '班主任', '张伟']);
  });

  test('what was done to the 学籍 is a row each, for the office and the bureau alone (P1.R4-XUEJI)', async () => {
    await town.says('zhao', '李思雨学籍已转出，9月11日，区教体局批准');
    await town.says('zhao', '发我学籍变动登记');
    const { name, content } = await town.given('zhao');
    expect(name).toContain('学籍变动登记-汤丹中心小学');
    const [heads, row] = (await sheetsOf(content)).学籍变动 ?? [];
    expect(heads).toContain('批准单位');
    expect(row?.slice(1)).toEqual([
      ...['李思雨', '汤丹中心小学', '三(1)班', '学籍转出', '2026-09-11', '区教体局', '2026-09-16', '赵主任'],
    ]);
    expect(await town.says('sun', '发我学籍变动登记')).toContain('只给教务处、校长');
  });

  test('the register is the school’s own', async () => {
    await town.says('wei', '发我花名册');
    const rows = (await sheetsOf((await town.given('wei')).content)).花名册;
    expect(rows).toHaveLength(1 + 4);
  });

  test('are not for a homeroom teacher or a village', async () => {
    expect(await town.says('wang', '发我台账')).toContain('台账只发给教务处');
    expect(await town.says('luo', '发我台账')).toContain('台账只发给教务处');
  });
});

describe('papers that somebody asks for', () => {
  test('the week of the school is one paper, numbered after the first report (P3.2-WEEKLY)', async () => {
    expect(await town.says('zhao', '起草周报')).toContain('《未按时返校学生周报》草稿见附件');
    const { name, content, id } = await town.given('zhao');
    expect(name).toBe('未按时返校学生周报-汤丹中心小学.docx');
    const text = wordLines(content).join('\n');
    expect(text).toContain('汤丹中心小学控辍〔2026〕2号');
    expect(text).toContain('2026年9月14日至2026年9月16日');
    expect(text).toContain('本周共1人，其中新增1人');
    await town.says('qian', '把周报发我');
    expect((await town.given('qian')).id).toBe(id);
    // On Friday it tells the week as it is then, under its number; signed, it stays as it is.
    await town.goTo('2026-09-18 15:30');
    await town.says('wang', '今天去张伟家劝返，爷爷说再想想');
    await town.says('zhao', '起草周报');
    const friday = await town.given('zhao');
    expect(friday.id).toBe(id);
    const told = wordLines(friday.content).join('\n');
    expect(told).toContain('汤丹中心小学控辍〔2026〕2号');
    expect(told).toContain('2026年9月14日至2026年9月18日');
    expect(told).toContain('家访、劝返2次');
    await town.says('qian', '周报已签字');
    await town.goTo('2026-09-19 09:00');
    await town.says('zhao', '起草周报');
    expect(wordLines((await town.given('zhao')).content).join('\n')).toBe(told);
    await town.goTo('2026-09-22 09:00');
    await town.says('zhao', '起草周报');
    expect((await town.given('zhao')).id).not.toBe(id);
  });

  test('the home visit after the third-day marking is in the first report, until that is signed (P3.1-LINK-WRITTEN)', async () => {
    const first = async (): Promise<string> => {
      await town.says('wang', '起草张伟的初报');
      return wordLines((await town.given('wang')).content).join('\n');
    };
    const draft = await first();
    expect(draft).toContain('汤丹中心小学控辍〔2026〕1号');
    expect(draft).toContain('2026年9月16日|王老师|');
    expect(await town.says('qian', '张伟的初报已签字')).toContain('文书已签字');
    await town.says('wang', '今天又家访了张伟，孩子说要打工');
    expect(await first()).toBe(draft);
    await town.says('qian', '张伟的初报已送出');
    expect(await town.says('sun', '已签收')).toContain('签收初报');
    await town.says('sun', '全部');
    expect((await town.file(ZHANG))?.papers.D1).toMatchObject({ sentBy: 'qian', receiptedBy: 'sun' });
  });

  test('each step by whose it is, in order, and the paper is a draft until it is signed', async () => {
    expect(await town.says('zhao', '起草开学专报')).toContain('草稿');
    const head = async (): Promise<string> =>
      partText((await town.given('zhao')).content, 'word/header1.xml');
    expect(await head()).toBe('草稿：未经签字、盖章不生效');
    expect(await town.says('zhao', '开学专报已送出 2号')).toContain('还没有登记签字');
    expect(await town.says('zhao', '开学专报已签字')).toContain('不由您签发');
    expect(await town.says('zhao', '开学专报已核对')).toContain('文书已核对');
    expect(await town.says('qian', '开学专报已签字')).toContain('文书已签字');
    expect(await head()).toBe('');
    expect(await town.says('zhao', '开学专报已签收 签收人李干事')).toContain('还没有登记送出');
    expect(await town.says('zhao', '开学专报已送出')).toContain('文书已送出');
    expect(await town.says('zhao', '开学专报已签收')).toContain('请写明谁签收的');
    expect(await town.says('zhao', '开学专报已签收 签收人李干事')).toContain('文书已签收');
    const steps = (await town.facts('paper'))
      .filter(({ body }) => body.subject === 'school:tangdan' && body.paper === 'D4')
      .map(({ body }) => [body.step, body.person]);
    expect(steps).toEqual([
      ['checked', null],
      ['signed', null],
      ['sent', null],
      ['receipted', '李干事'],
    ]);
  });

  test('a dispatch is the bureau’s, about a pupil, and stays in the case', async () => {
    await town.says('zhou', '起草张伟的派单');
    const text = wordLines((await town.given('zhou')).content).join('\n');
    expect(text).toContain('东川区教育体育局控辍函〔2026〕1号');
    expect(text).toContain('区教育体育局确定由汤丹镇负责劝返');
    // Policy §8, D14: case no., task, limit.
    expect(text).toContain('案号|汤丹中心小学控辍〔2026〕1号');
    expect(text).toContain('2026年9月14日起无故未到校');
    expect(text).toContain('事项：组建联合劝返小组，入户组织3次宣传教育');
    expect(text).toContain('时限：2026年9月23日前');
    await town.says('wu', '张伟的派单已签字');
    expect((await town.file(ZHANG))?.papers['D14-1']).toMatchObject({ signedBy: 'wu' });
    expect(await town.says('zhao', '起草张伟的派单')).toContain('请转告他们');
  });

  test('a paper about one child is a look of whoever stands outside the school, for what its title says', async () => {
    const before = await looks();
    await town.says('zhou', '起草张伟的派单');
    await town.says('wang', '发我张伟的初报');
    expect((await looks()).slice(before.length)).toEqual([`zhou ${ZHANG} 劝返派单`]);
  });

  test('a slip of assistance asks the unit for what was referred, by when (P1.R3-DEPTS)', async () => {
    await town.says('zhou', '转人社局：张伟在砖厂打工，15岁');
    await town.says('zhou', '起草张伟的协办单');
    const text = wordLines((await town.given('zhou')).content).join('\n');
    expect(text).toContain('案号|汤丹中心小学控辍〔2026〕1号');
    expect(text).toContain('人社局、市场监管局：');
    expect(text).toContain('在砖厂打工，15岁');
    expect(text).toContain('事项：疑似招用童工');
    // Five working days, past the Mid-Autumn holiday.
    expect(text).toContain('时限：2026年9月30日前');
  });

  test('a letter of responsibility needs its other party', async () => {
    expect(await town.says('zhou', '起草学校责任书')).toContain('请写明是哪个学校');
    await town.says('zhou', '起草汤丹中学的学校责任书');
    const text = wordLines((await town.given('zhou')).content).join('\n');
    expect(text).toContain('乙方：汤丹中学');
    expect(text).toContain('代表：校长 卫校长');
  });

  test('of the four steps nothing is drafted before 司法局 has approved the text (P4.2-ORDER)', async () => {
    expect(await town.says('sun', '起草张伟的责令改正书')).toContain('只能用区司法局审定的文本');
    expect(await town.database.paper.count({ where: { kind: { startsWith: 'D15' } } })).toBe(0);
  });

  test('a sentence that only mentions one asks for nothing', async () => {
    const before = town.inboxes.delivered.filter(({ file }) => file !== null).length;
    await town.says('wang', '张伟的档案我看过了');
    await town.says('wang', '周报是不是星期五交');
    expect(town.inboxes.delivered.filter(({ file }) => file !== null)).toHaveLength(before);
  });
});
