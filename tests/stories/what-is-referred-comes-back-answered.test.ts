import { expect, test } from 'vitest';
import {
  A_CASE,
  A_CASE_AFTER_A_WEEK,
  AN_ABSENCE,
  CHILDREN_IN_NEED,
  COUNTY_YEAR_ASKS,
  EMPTY_POSTS,
  SCHOOL_DAYS,
  SCHOOL_WEEKS,
  SCHOOL_YEAR_ASKS,
  TOWNSHIP_YEAR_ASKS,
  UNITS_YEAR_ASKS,
} from '../support/asides.ts';
import { story } from '../support/play.ts';
import { flagged, TOWN, withUnits } from '../support/town.ts';

const number = (text: string | undefined): string => /\d{4}-\d{4}/.exec(text ?? '')?.[0] ?? '';

test('A-HR-CHILD and A-MKT-CHILD: child labour goes to both units at once, without the name, and the answers come back', async () => {
  const told = await story(
    { until: '09-22 12:00', town: withUnits('human_resources', 'market_supervision') },
    `09-14 10:00 zhao 转人社局：张伟在砖厂打工，15岁
     09-14 11:00 human_resources 1
     09-15 09:00 market_supervision 1
     09-18 10:00 human_resources 2 砖厂已停用，张某送回家`,
  );
  expect(told.duties('A-HR-CHILD')).toEqual(['human_resources 09-14 10:00 → 09-20 18:00 done 09-18 10:00']);
  expect(told.duties('A-MKT-CHILD')[0]).toContain('market_supervision 09-14 10:00 → 09-20 18:00 overdue');
  const [notice] = told.texts('human_resources', 'notice');
  expect(notice).toContain('汤丹镇，砖厂，未满16周岁，1名学生');
  expect([...told.texts('human_resources'), ...told.texts('market_supervision')].join()).not.toContain(
    '张伟',
  );
  expect(told.texts('zhao', 'notice').join()).toContain('人社局已办结：砖厂已停用');
  expect(told.of('A-MKT-CHILD')).toContain('09-20 18:00 zhou escalation');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS);
  expect(told.rest()).toEqual(['09-18 10:00 zhou notice A-HR-CHILD']);
});

test('a unit that has not even said it was received is told to the bureau after one working day (annex)', async () => {
  const told = await story(
    { until: '09-16 12:00', town: withUnits('civil_affairs') },
    '09-14 10:00 wang 张伟家申请低保，转民政',
  );
  expect(told.of('A-CIV-AID')).toEqual([
    '09-14 10:00 civil_affairs notice',
    '09-15 18:00 civil_affairs reminder',
    '09-15 18:00 zhou escalation',
  ]);
  expect(told.duties('A-CIV-AID')).toEqual(['civil_affairs 09-14 10:00 → 09-28 18:00 open']);
  told.ignoring(SCHOOL_DAYS);
});

test('A-CIV-AID: 谁没回我 tells how it stands, and "不归我们" goes back with its reason', async () => {
  const told = await story(
    { until: '09-17 12:00', town: withUnits('civil_affairs') },
    `09-14 10:00 wang 张伟家申请低保，转民政
     09-14 10:05 wang 谁没回我
     09-14 11:00 civil_affairs 收到
     09-14 11:05 wang 谁没回我
     09-15 09:00 civil_affairs 不归我们管，因为户口在外县
     09-15 09:05 wang 谁没回我`,
  );
  const [, first, second, third] = told.texts('wang', 'reply');
  expect(first).toContain('张伟（三(1)班）（纳入社会救助）：民政局还没回，9月28日（周一）18:00前答复');
  expect(second).toContain('民政局已收到');
  expect(third).toContain('答复不归他们办：户口在外县');
  expect(told.texts('wang', 'notice').join()).toContain('户口在外县');
  expect(told.duties('A-CIV-AID')[0]).toContain('not_done');
  told.ignoring(SCHOOL_DAYS, UNITS_YEAR_ASKS);
});

test('A-HEA-ASSESS: of a medical appraisal the category alone is kept', async () => {
  const told = await story(
    { until: '09-20 12:00', town: withUnits('health') },
    `09-14 10:00 zhao 请卫健局给李思雨做残疾鉴定
     09-15 09:00 health 1
     09-18 09:00 health 2 韦氏测验得分52，符合智力残疾三级`,
  );
  expect(told.duties('A-HEA-ASSESS')).toEqual(['health 09-14 10:00 → 10-10 18:00 done 09-18 09:00']);
  expect(told.texts('zhao', 'notice').join()).toContain('卫健局已办结：智力残疾');
  expect(JSON.stringify(told.lines)).not.toContain('韦氏');
  expect(told.kept('health')).toEqual(['1', '已鉴定：智力残疾']);
  told.ignoring(SCHOOL_DAYS, UNITS_YEAR_ASKS);
  expect(told.rest()).toEqual(['09-18 09:00 zhou notice A-HEA-ASSESS']);
});

test('whose it is: a unit that needs the name to act says what for, and those that see counts only are sent to the school', async () => {
  const told = await story(
    { until: '09-15 12:00', town: withUnits('civil_affairs', 'medical_insurance') },
    `09-14 10:00 wang 张伟家申请低保，转民政
     09-14 10:30 wang 转医保局：张伟没参保`,
  );
  const [aid, insurance] = told.texts('wang', 'reply').map(number);
  const asked = await story(
    { until: '09-15 12:00', town: withUnits('civil_affairs', 'medical_insurance') },
    `09-14 10:00 wang 张伟家申请低保，转民政
     09-14 10:30 wang 转医保局：张伟没参保
     09-14 11:00 civil_affairs ${aid}是谁
     09-14 11:01 civil_affairs 上门核查家庭收入
     09-14 11:05 medical_insurance ${insurance}是谁，核对参保`,
  );
  const [purpose, name] = asked.texts('civil_affairs', 'reply');
  expect(purpose).toContain('用途');
  expect(name).toContain('张伟（三(1)班），汤丹中心小学');
  expect(asked.texts('medical_insurance', 'reply').join()).toContain('不向本单位提供学生姓名');
  expect(asked.looks).toEqual(['civil_affairs zhang 上门核查家庭收入']);
  told.ignoring(SCHOOL_DAYS, UNITS_YEAR_ASKS);
  asked.ignoring(SCHOOL_DAYS, UNITS_YEAR_ASKS);
});

test('A-WOM and A-YOU: nothing goes to the women’s federation or the youth league before the guardian agrees', async () => {
  const town = withUnits('women_federation', 'youth_league');
  const told = await story(
    { until: '09-15 12:00', town },
    `09-14 10:00 wang 转妇联：高兰家需要家庭教育指导
     09-14 10:01 wang 0
     09-14 10:10 wang 转妇联：高兰家需要家庭教育指导
     09-14 10:11 wang 1
     09-14 10:20 wang 转团区委：施洋想参加结对活动，家长同意`,
  );
  expect(told.duties('A-WOM')).toEqual(['women_federation 09-14 10:11 → 09-20 18:00 open']);
  expect(told.duties('A-YOU')).toEqual(['youth_league 09-14 10:20 → 09-20 18:00 open']);
  told.ignoring(SCHOOL_DAYS, UNITS_YEAR_ASKS);
});

test('P5.3-JOBS: a guardian who looks for work nearby is heard by three units within ten working days', async () => {
  const town = withUnits('human_resources', 'agriculture', 'rural_revitalisation');
  const told = await story({ until: '09-15 12:00', town }, '09-14 10:00 wang 张伟爸爸想在本地找工作');
  expect(told.duties('P5.3-JOBS').sort()).toEqual([
    'agriculture 09-14 10:00 → 09-28 18:00 open',
    'human_resources 09-14 10:00 → 09-28 18:00 open',
    'rural_revitalisation 09-14 10:00 → 09-28 18:00 open',
  ]);
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual([
    '09-14 10:00 agriculture notice P5.3-JOBS',
    '09-14 10:00 human_resources notice P5.3-JOBS',
    '09-14 10:00 rural_revitalisation notice P5.3-JOBS',
  ]);
});

test('A-CIV-MARRY: a word of marriage is harm first; the lead itself goes from the principal alone', async () => {
  const told = await story(
    { until: '09-15 12:00', town: withUnits('civil_affairs') },
    `09-14 10:00 wang 高兰可能要结婚了
     09-14 10:30 wang 转民政局：高兰，早婚早育线索
     09-14 11:00 qian 转民政局：高兰，早婚早育线索`,
  );
  expect(told.texts('wang', 'reply')[1]).toContain('只能由校长或区教体局专干来转');
  expect(told.duties('A-CIV-MARRY')).toEqual(['civil_affairs 09-14 11:00 → 09-20 18:00 open']);
  expect(told.duties('P1.R4-HAZARD')).toHaveLength(1);
  expect(told.texts('civil_affairs').join()).not.toMatch(/高兰|婚早育线索：/);
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual([
    '09-14 10:00 qian notice P1.R4-HAZARD',
    '09-14 10:00 zhou notice P1.R4-HAZARD',
    '09-14 10:30 qian reminder P1.R4-HAZARD',
    '09-14 10:50 qian reminder P1.R4-HAZARD',
    '09-14 11:00 qian reminder P1.R4-HAZARD',
    '09-14 11:00 zhou escalation P1.R4-HAZARD',
  ]);
});

test('P6.2-VOC: the wish of child and guardian is asked before the bureau is', async () => {
  const told = await story(
    { until: '09-22 12:00' },
    `09-14 10:00 qian 张伟想读普职融合班
     09-14 10:01 qian 1
     09-18 10:00 zhou 1 区职校普职融合一班，9月21日开班`,
  );
  expect(told.duties('P6.2-VOC')).toEqual(['zhou 09-14 10:01 → 09-20 18:00 done 09-18 10:00']);
  expect(told.texts('qian', 'reply')[0]).toContain('孩子自己愿意、监护人也同意');
  expect(told.texts('qian', 'notice').join()).toContain('9月21日开班');
  told.ignoring(SCHOOL_DAYS, SCHOOL_WEEKS);
  expect(told.rest()).toEqual(['09-14 10:01 zhou notice P6.2-VOC', '09-17 14:00 zhou reminder P6.2-VOC']);
});

test('P1.R1-VILLAGE, A-TOWN and P5.4-FEEDBACK: a school asks village and township by their everyday names', async () => {
  const told = await story(
    { until: '09-15 12:00' },
    `09-14 10:00 wang 请村委会劝劝张伟的爷爷
     09-14 10:05 wang 请镇政府帮李思雨家解决住校床铺
     09-14 10:10 wang 告诉镇里，陈浩家下周搬到集镇
     09-14 11:00 luo 1
     09-14 11:05 sun 知道了`,
  );
  expect(told.duties('P1.R1-VILLAGE')).toEqual(['luo 09-14 10:00 → 09-20 18:00 open']);
  expect(told.duties('A-TOWN')).toEqual(['sun 09-14 10:05 → 09-20 18:00 open']);
  expect(told.duties('P5.4-FEEDBACK')).toEqual(['sun 09-14 10:10 → 09-14 18:00 done 09-14 11:05']);
  expect(told.texts('sun', 'notice').join()).toContain('陈浩（三(1)班）：该生家下周搬到集镇');
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual([
    '09-14 10:00 luo notice P1.R1-VILLAGE',
    '09-14 10:10 luo notice P5.4-FEEDBACK',
    '09-14 11:05 wang notice P5.4-FEEDBACK',
  ]);
});

test('P1.R3-DEPTS: what has no rule of its own is answered in five working days; a venue needs no child', async () => {
  const told = await story(
    { until: '09-15 12:00', town: withUnits('culture_tourism', 'justice') },
    `09-14 10:00 zhao 转文旅局：有学生在新街网吧上网
     09-14 10:05 wang 请司法局给张伟家做法律咨询`,
  );
  expect(told.duties('P1.R3-DEPTS').sort()).toEqual([
    'culture_tourism 09-14 10:00 → 09-20 18:00 open',
    'justice 09-14 10:05 → 09-20 18:00 open',
  ]);
  expect(told.texts('culture_tourism').join()).toContain('新街网吧');
  told.ignoring(SCHOOL_DAYS);
  expect(told.rest()).toEqual(['09-14 10:05 justice notice P1.R3-DEPTS']);
});

test('P1.R3-DEPTS: a unit that stays silent is known to the bureau, its head and the leading group, without the name', async () => {
  const told = await story(
    { until: '10-03 12:00', town: withUnits('justice') },
    '09-14 10:05 wang 请司法局给张伟家做法律咨询',
  );
  const heard = told.of('P1.R3-DEPTS').map((line) => line.split(' ')[2]);
  expect([...new Set(heard)]).toEqual(['justice', 'zhou', 'wu', 'deng']);
  expect(told.texts('deng').join()).not.toContain('张伟');
  told.ignoring(
    SCHOOL_DAYS,
    SCHOOL_WEEKS,
    EMPTY_POSTS,
    SCHOOL_YEAR_ASKS,
    TOWNSHIP_YEAR_ASKS,
    COUNTY_YEAR_ASKS,
  );
});

test('A-MED, A-POL-HUKOU, A-DIS and A-RUR-WATCH are each asked in ordinary words', async () => {
  const town = withUnits(
    'medical_insurance',
    'public_security',
    'disabled_federation',
    'rural_revitalisation',
  );
  const told = await story(
    { until: '09-15 12:00', town },
    `09-14 10:00 wang 转医保局：张伟没参保
     09-14 10:01 wang 请公安局帮李思雨上户口
     09-14 10:02 wang 转残联：陈浩要办残疾证
     09-14 10:03 wang 转乡村振兴局：马小军家有返贫风险`,
  );
  expect(told.duties('A-MED')).toEqual(['medical_insurance 09-14 10:00 → 09-20 18:00 open']);
  expect(told.duties('A-POL-HUKOU')).toEqual(['public_security 09-14 10:01 → 09-20 18:00 open']);
  expect(told.duties('A-DIS')).toEqual(['disabled_federation 09-14 10:02 → 09-20 18:00 open']);
  expect(told.duties('A-RUR-WATCH')).toEqual(['rural_revitalisation 09-14 10:03 → 09-20 18:00 open']);
  told.ignoring(SCHOOL_DAYS, UNITS_YEAR_ASKS);
  expect(told.rest()).toEqual([
    '09-14 10:01 public_security notice A-POL-HUKOU',
    '09-14 10:03 rural_revitalisation notice A-RUR-WATCH',
  ]);
});

test('an empty post at a unit: the bureau gets the referral, and hears of the gap', async () => {
  const told = await story({ until: '09-14 12:00', town: TOWN }, '09-14 10:00 wang 张伟家申请低保，转民政');
  expect(told.duties('A-CIV-AID')).toEqual(['zhou 09-14 10:00 → 09-28 18:00 open']);
  expect(told.of('P1.2-POST')).toEqual(['09-14 10:00 zhou notice']);
  told.ignoring(SCHOOL_DAYS, UNITS_YEAR_ASKS);
});

test('A-RUR-WATCH: the unit hears of a monitored family’s child on the third day, without the name, and of no other', async () => {
  const town = flagged({ zhang: ['monitored'] }, withUnits('rural_revitalisation'));
  const told = await story(
    { until: '09-18 12:00', town },
    `09-14 08:05 wang 张伟、李思雨没来
     09-15 08:05 wang 张伟、李思雨没来
     09-16 08:05 wang 张伟、李思雨没来
     09-17 09:00 rural_revitalisation 2 已上门，家里缺劳力，帮扶干部周末去`,
  );
  expect(told.duties('A-RUR-WATCH')).toEqual([
    'rural_revitalisation 09-16 15:00 → 09-22 18:00 done 09-17 09:00',
  ]);
  expect(told.texts('rural_revitalisation')[0]).toMatch(/转办0916-\d{4}（汤丹镇，汤丹中心小学，1名学生）/);
  expect(told.texts('rural_revitalisation').join()).not.toContain('张伟');
  told.ignoring(SCHOOL_DAYS, AN_ABSENCE, A_CASE, A_CASE_AFTER_A_WEEK, TOWNSHIP_YEAR_ASKS, CHILDREN_IN_NEED);
});

test('a referral handed to a colleague stays in the unit, under the same clock', async () => {
  const base = withUnits('civil_affairs', 'health');
  const [second] = withUnits('civil_affairs').posts.slice(-1);
  if (!second) throw new Error('no post');
  const town = {
    ...base,
    people: [...base.people, { id: 'lan', name: '兰科长' }, { id: 'bai', name: '白科长' }],
    posts: [...base.posts, { ...second, person: 'lan' }, { ...second, person: 'bai', office: '卫健局' }],
  };
  const told = await story(
    { until: '09-15 12:00', town },
    `09-14 10:00 wang 张伟家申请低保，转民政
     09-14 11:00 civil_affairs 转给白科长
     09-14 11:05 civil_affairs 转给兰科长`,
  );
  expect(told.texts('civil_affairs', 'reply')[0]).toContain('没有在本单位找到');
  expect(told.of('A-CIV-AID')).toContain('09-14 11:05 lan notice');
  told.ignoring(SCHOOL_DAYS);
});
